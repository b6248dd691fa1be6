/** Counts outcomes by policy and prints them as a table. */
import type { Held, Outcome } from './hold-case.ts';
import { PLACE_KINDS, type PlaceKind } from './places.ts';
import type { Answer } from './truth.ts';

interface Row {
  readonly outcomes: Map<Outcome, number>;
  readonly answers: Map<Answer, number>;
}

export interface SoundnessTally {
  add(name: string, held: Held, kinds: readonly PlaceKind[]): void;
  readonly problems: readonly string[];
  readonly kinds: ReadonlyMap<PlaceKind, number>;
  /** How often a policy came out so. */
  count(name: string, outcome: Outcome): number;
  /** How often some value made the policy say so. */
  said(name: string, answer: Answer): number;
  total(outcome: Outcome): number;
  /** One line for each name, then the sum and the kinds of places. */
  lines(): string[];
}

const COLUMNS: readonly Outcome[] = ['exact', 'over-cautious', 'wrong', 'error', 'assumed'];
const ANSWERS: readonly Answer[] = ['pass', 'fail', 'not-applicable'];

export function soundnessTally(): SoundnessTally {
  const rows = new Map<string, Row>();
  const problems: string[] = [];
  const kinds = new Map<PlaceKind, number>(PLACE_KINDS.map((kind) => [kind, 0]));
  const total = (outcome: Outcome): number =>
    [...rows.values()].reduce((sum, row) => sum + (row.outcomes.get(outcome) ?? 0), 0);
  return {
    problems,
    kinds,
    total,
    add(name, { outcome, answers, problem }, of) {
      const row = rows.get(name) ?? { outcomes: new Map(), answers: new Map() };
      rows.set(name, row);
      count(row.outcomes, outcome);
      for (const answer of answers) count(row.answers, answer);
      for (const kind of of) count(kinds, kind);
      if (problem !== undefined) problems.push(problem);
    },
    count: (name, outcome) => rows.get(name)?.outcomes.get(outcome) ?? 0,
    said: (name, answer) => rows.get(name)?.answers.get(answer) ?? 0,
    lines() {
      const body = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
      const width = Math.max(5, ...body.map(([name]) => name.length));
      const line = (name: string, cells: readonly (string | number)[]): string =>
        `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(15)).join('')}`;
      return [
        line('', [...COLUMNS, ...ANSWERS.map((answer) => `can be ${answer}`.slice(0, 14))]),
        ...body.map(([name, row]) =>
          line(name, [
            ...COLUMNS.map((outcome) => row.outcomes.get(outcome) ?? 0),
            ...ANSWERS.map((answer) => row.answers.get(answer) ?? 0),
          ]),
        ),
        line('all', COLUMNS.map(total)),
        [...kinds].map(([kind, times]) => `${kind} ${times}`).join(', '),
      ];
    },
  };
}

function count<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

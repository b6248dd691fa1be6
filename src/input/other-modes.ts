/** Resources that are neither managed nor data: nothing judges them, so they are counted and named. */
import type { CoverageEntry } from '../finding/coverage.ts';
import { isList, text } from '../resource/json-kind.ts';
import type { Document, Section } from './document/document.ts';
import { oneLine } from './malformed-input.ts';

/** Modes that Terraform and OpenTofu have for what is never part of the infrastructure. */
const KNOWN = new Set(['ephemeral', 'list', 'action']);

export interface OtherModes {
  /** One entry per mode and type: not asked for, or partial where the mode is not known. */
  readonly coverage: readonly CoverageEntry[];
  readonly notices: readonly string[];
  /** Whether a mode is not known: such an element may be anything. */
  readonly isPartial: boolean;
}

/** Of the elements of these sections and of the actions that a plan invokes. */
export function otherModes(document: Document, sections: readonly Section[]): OtherModes {
  const counts = new Map<string, number>();
  const named = new Set(sections.map((one) => (one === 'prior_managed' ? 'prior_state' : one)));
  for (const section of named)
    for (const [name, count] of document.others(section)) counts.set(name, (counts.get(name) ?? 0) + count);
  for (const type of actionTypes(document))
    counts.set(`action ${type}`, (counts.get(`action ${type}`) ?? 0) + 1);
  const coverage: CoverageEntry[] = [];
  const notices: string[] = [];
  for (const [name, count] of counts) {
    const [mode, type] = parted(name);
    const isKnown = KNOWN.has(mode);
    const what = oneLine(`of mode ${mode}, which ${isKnown ? 'policies do not judge' : 'is not known'}`);
    const status = isKnown ? 'not-asked' : 'partial';
    coverage.push({ source: document.name, scope: {}, type, status, count, error: what });
    notices.push(oneLine(`${count} ${type} ${what}`));
  }
  return { coverage, notices, isPartial: coverage.some(({ status }) => status === 'partial') };
}

/** Terraform's types hold no blanks, but a file may. */
function parted(name: string): [string, string] {
  const at = name.indexOf(' ');
  return [name.slice(0, at), name.slice(at + 1)];
}

/** Since Terraform 1.14. */
function actionTypes({ header }: Document): string[] {
  const invocations = header.action_invocations;
  if (!isList(invocations)) return [];
  return invocations.map((invocation) => text(invocation, 'type') ?? 'of no type');
}

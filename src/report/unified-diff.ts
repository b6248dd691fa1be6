/** Two texts as a unified diff, which `patch` and `git apply` read. */

interface Step {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

const CONTEXT = 3;
/** Steps beyond which the shortest way is not looked for: what differs is then shown as replaced. */
const MOST_STEPS = 2000;

/** Lines with their ends; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Myers: the furthest place on each diagonal after each number of steps, then the way back. */
function shortest(a: readonly string[], b: readonly string[]): Step[] {
  const kept: Map<number, number>[] = [];
  const reached = new Map([[1, 0]]);
  for (let steps = 0; steps <= Math.min(a.length + b.length, MOST_STEPS); steps++) {
    kept.push(new Map(reached));
    for (let k = -steps; k <= steps; k += 2) {
      const x = furthest(a, b, reached, k, steps);
      reached.set(k, x);
      if (x >= a.length && x - k >= b.length) return wayBack(a, b, kept, steps);
    }
  }
  return [...a.map((line): Step => ({ kind: '-', line })), ...b.map((line): Step => ({ kind: '+', line }))];
}

function isDown(reached: ReadonlyMap<number, number>, k: number, steps: number): boolean {
  return k === -steps || (k !== steps && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
}

function furthest(
  a: readonly string[],
  b: readonly string[],
  reached: ReadonlyMap<number, number>,
  k: number,
  steps: number,
): number {
  let x = isDown(reached, k, steps) ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1;
  while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
  return x;
}

function wayBack(
  a: readonly string[],
  b: readonly string[],
  kept: readonly ReadonlyMap<number, number>[],
  last: number,
): Step[] {
  const steps: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let at = last; at >= 0; at--) {
    const reached = kept[at] ?? new Map<number, number>();
    const k = x - y;
    const before = isDown(reached, k, at) ? k + 1 : k - 1;
    const fromX = at === 0 ? 0 : (reached.get(before) ?? 0);
    const fromY = at === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      steps.push({ kind: ' ', line: a[x] ?? '' });
    }
    if (at === 0) break;
    if (x > fromX) steps.push({ kind: '-', line: a[--x] ?? '' });
    else steps.push({ kind: '+', line: b[--y] ?? '' });
  }
  return steps.reverse();
}

/** Stretches of steps with what surrounds them; those that would touch are one. */
function hunks(steps: readonly Step[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const [index, { kind }] of steps.entries()) {
    if (kind === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(steps.length, index + CONTEXT + 1);
    const last = found.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

/** `12,3`; an empty stretch names the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** Empty where the texts are equal. `name` stands in both headings. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = shortest(linesOf(before), linesOf(after));
  const out = [`--- ${name}\n+++ ${name}\n`];
  for (const [from, to] of hunks(steps)) {
    const ahead = steps.slice(0, from);
    const own = steps.slice(from, to);
    const count = (list: readonly Step[], not: string) => list.filter(({ kind }) => kind !== not).length;
    const old = range(count(ahead, '+') + 1, count(own, '+'));
    const next = range(count(ahead, '-') + 1, count(own, '-'));
    out.push(`@@ -${old} +${next} @@\n`);
    for (const { kind, line } of own)
      out.push(line.endsWith('\n') ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`);
  }
  return out.join('');
}

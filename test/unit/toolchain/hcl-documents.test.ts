// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** Documents written as text with holes in them: whatever is put into the holes, what is known of them holds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PartialDocument } from '../../../src/toolchain/hcl-types.ts';
import { policiesOf } from './hcl-policies.ts';
import { contradictions, knownLeaves } from './known-parts.ts';

/** A literal text, or what stands in a hole. */
type Part = string | { readonly hole: Hole };
type Hole = 'text' | 'number' | 'json' | 'unsafe';

const HOLES: Readonly<Record<Hole, string>> = {
  text: 'aws_kms_key.k.arn',
  number: 'length(aws_kms_key.k.grants)',
  json: 'jsonencode(aws_kms_key.k.grants)',
  unsafe: 'var.v',
};

/** A text of HCL: parts that it could read as more than text stand as expressions of their own. */
function template(parts: readonly Part[], isHeredoc: boolean): string {
  const inner = parts.map((part) => {
    if (typeof part !== 'string') return `\${${HOLES[part.hole]}}`;
    if (/[$%]/.test(part)) return `\${${quoted(part).replaceAll('${', '$${').replaceAll('%{', '%%{')}}`;
    return isHeredoc ? part : quoted(part).slice(1, -1);
  });
  return isHeredoc ? `<<EOT\n${inner.join('')}\nEOT` : `"${inner.join('')}"`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

const plainText = fc.string({ unit: fc.constantFrom(..."aZ09:/._*-+=@,<>{}[]'é ${%") });
const filling: Readonly<Record<Hole, fc.Arbitrary<string>>> = {
  text: plainText,
  number: fc.constantFrom('0', '-1.5', '12345678901234567890', 'true'),
  json: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  unsafe: fc.constantFrom('", "x": "', 'y'),
};

/** What JSON may write in a string, raw and escaped. */
const stringPart = fc.constantFrom(
  'a',
  'b"'.slice(0, 1),
  ' ',
  'é',
  '$',
  '%{',
  '{',
  '}',
  ':',
  ',',
  '\\"',
  '\\\\',
  '\\/',
  '\\n',
  '\\u0041',
  '\\u00e9',
  '\\ud83d\\ude00',
);
const textHole = fc.constant<Part>({ hole: 'text' });
const blank = fc.constantFrom('', '', ' ', '\n  ', '\t');

const keyParts: fc.Arbitrary<Part[]> = fc
  .array(stringPart, { maxLength: 3 })
  .map((inner) => ['"', ...inner, '"']);
const stringParts: fc.Arbitrary<Part[]> = fc
  .array(fc.oneof({ weight: 4, arbitrary: stringPart }, { weight: 1, arbitrary: textHole }), { maxLength: 5 })
  .map((inner) => ['"', ...inner, '"']);
const scalarParts: fc.Arbitrary<Part[]> = fc.oneof(
  fc.constantFrom('0', '-1', '1.25', '1e3', 'true', 'false', 'null').map((text): Part[] => [text]),
  fc.constantFrom<Hole>('number', 'json').map((hole): Part[] => [{ hole }]),
);

function joined(open: string, members: readonly (readonly Part[])[], space: string, close: string): Part[] {
  const inner = members.flatMap((one, at) => (at === 0 ? [...one] : [`${space},`, space, ...one]));
  return [open, space, ...inner, space, close];
}

const { document } = fc.letrec<{ value: Part[]; document: Part[] }>((tie) => ({
  document: fc.oneof(
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(keyParts, tie('value')), {
          maxLength: 4,
          selector: ([key]) => JSON.parse(textOf(key)),
        }),
        blank,
      )
      .map(([members, space]) =>
        joined(
          '{',
          members.map(([key, value]) => [...key, space, ':', space, ...value]),
          space,
          '}',
        ),
      ),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), blank)
      .map(([members, space]) => joined('[', members, space, ']')),
  ),
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, stringParts, scalarParts, tie('document')),
}));

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : '')).join('');
}

/** Texts that only look like documents: with parts put in, taken out and doubled anywhere. */
const mutated = fc
  .tuple(
    document,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 1 }),
        fc.constantFrom<Part>(
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '1',
          '-',
          '\\u00',
          '\\ud800',
          '"k":',
          { hole: 'text' },
          { hole: 'number' },
          { hole: 'json' },
          { hole: 'unsafe' },
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([parts, changes]) => {
    const out = [...parts];
    for (const [place, taken, part] of changes) out.splice(place % (out.length + 1), taken, part);
    return out;
  });

const BATCH = { minLength: 20, maxLength: 40 };
const RUNS = { numRuns: 60 };

/** What a document says that some filling of its holes contradicts. */
function wrongIn(
  parts: readonly Part[],
  found: PartialDocument,
  fillings: readonly string[],
): readonly string[] {
  const text = parts
    .map((part) => (typeof part === 'string' ? part : fillings[parts.indexOf(part)]))
    .join('');
  return contradictions(found.value, found.unknown, JSON.parse(text));
}

function filled(parts: readonly Part[]): fc.Arbitrary<readonly string[]> {
  return fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant('') : filling[part.hole])));
}

function hasHole(parts: readonly Part[], ...kinds: readonly Hole[]): boolean {
  return parts.some((part) => typeof part !== 'string' && (kinds.length === 0 || kinds.includes(part.hole)));
}

function withFilling(parts: fc.Arbitrary<Part[]>) {
  // Parts are told apart by identity.
  return parts
    .map((all) => all.map((part) => (typeof part === 'string' ? part : { ...part })))
    .chain((all) => fc.record({ parts: fc.constant(all), fillings: filled(all), isHeredoc: fc.boolean() }));
}

it('every document with holes is known but for them', () => {
  fc.assert(
    fc.property(fc.array(withFilling(document), BATCH), (cases) => {
      const found = policiesOf(cases.map(({ parts, isHeredoc }) => template(parts, isHeredoc)));
      for (const [at, { parts, fillings }] of cases.entries()) {
        const one = found[at];
        if (one === undefined) {
          expect(hasHole(parts)).toBe(false);
          continue;
        }
        expect(wrongIn(parts, one, fillings)).toEqual([]);
        const none = parts.map((part) =>
          typeof part === 'string' ? part : part.hole === 'text' ? '\u0000' : 'null',
        );
        expect(knownLeaves(one.value)).toBe(knownLeaves(withoutHoles(none.join(''))));
      }
    }),
    RUNS,
  );
});

/** The document without its strings that hold a hole. */
function withoutHoles(text: string): unknown {
  return JSON.parse(text.replaceAll('\u0000', '\\u0000'), (_, value: unknown) =>
    typeof value === 'string' && value.includes('\u0000') ? null : value,
  );
}

it('nothing is known of what a hole could change the structure of', () => {
  let known = 0;
  fc.assert(
    fc.property(fc.array(withFilling(mutated), BATCH), (cases) => {
      const found = policiesOf(cases.map(({ parts, isHeredoc }) => template(parts, isHeredoc)));
      for (const [at, { parts, fillings }] of cases.entries()) {
        const one = found[at];
        if (one === undefined) continue;
        known++;
        expect(hasHole(parts, 'unsafe')).toBe(false);
        expect(wrongIn(parts, one, fillings)).toEqual([]);
      }
    }),
    RUNS,
  );
  expect(known).toBeGreaterThan(20);
});

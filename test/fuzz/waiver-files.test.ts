/** Ten thousand waiver files that nobody meant to write: each is read, or refused with its place, and soon. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { checkShape } from '../../src/config/file/check-shape.ts';
import { readYaml } from '../../src/config/file/read-yaml.ts';
import { DriftlockError } from '../../src/errors.ts';
import { applyWaivers } from '../../src/waive/apply-waivers.ts';
import { readWaivers } from '../../src/waive/read-waivers.ts';
import { WAIVER_SHAPE } from '../../src/waive/waiver-shape.ts';
import { waiversSchema } from '../../src/waive/waivers-schema.ts';
import { NOW, readingAt } from '../unit/waive/waiver-file.ts';
import { type Random, randomOf } from './random.ts';

const FILES = 10_000;

const SEED = `# accepted
waivers:
  - id: legacy
    policy: [aws.s3.*, aws.kms.key_rotation]
    resource: ['aws_s3_bucket.logs', 'module.a["b.c"].*']
    reason: "moved away: by March"
    owner: platform
    expires: 2027-03-31
    granted: 2026-11-01
    tags: {env: [dev, 'test*']}
    scope:
      account: '123456789012'
    verdicts: [fail, unknown]
    broad: true
  - &x
    id: other
    policy: aws.s3.bucket_logging
    resource: "*"
    reason: >
      folded
      text
    owner: o
    expires: 2027-01-01
gaps:
  - {id: g, type: aws_*, action: 's3:Get*', causes: [denied], reason: r, owner: o, expires: 2027-01-31}
`;

const PIECES = [
  '- ',
  ': ',
  '\n',
  '  ',
  '[',
  ']',
  '{',
  '}',
  '*x',
  '&x ',
  '<<: *x',
  '!!js/function ',
  '%YAML 1.1\n',
  '---\n',
  '\t',
  '"',
  "'",
  '|\n',
  '#',
  '?',
  '\u0000',
  '\u202e',
  '\ud800',
  'null',
  '.inf',
  '0x1',
  '2027-02-30',
  '9999-12-31',
  'id: legacy\n',
  'expires: 2027-01-01\n',
  '__proto__: 1\n',
  'unknown',
  '*'.repeat(200),
  '['.repeat(300),
  'a: '.repeat(100),
];

/** Some of its lines and characters elsewhere, twice, gone, or something else. */
function mutated(random: Random): string {
  let text = SEED;
  for (let times = 1 + random.int(4); times > 0; times--) {
    const at = random.int(text.length + 1);
    const end = Math.min(text.length, at + random.int(30));
    const piece = random.pick(PIECES);
    const lines = text.split('\n');
    const line = random.int(lines.length);
    switch (random.int(5)) {
      case 0:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 1:
        text = text.slice(0, at) + piece + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(at, end).repeat(3) + text.slice(end);
        break;
      case 3:
        text = lines.toSpliced(line, 1).join('\n');
        break;
      default:
        text = lines.toSpliced(line, 0, lines[random.int(lines.length)] ?? '').join('\n');
    }
  }
  return text;
}

const isRight = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(waiversSchema());

test('the schema is the one that is published', () => {
  const file = new URL('../../reports/waivers-1.schema.json', import.meta.url);
  // A mend: npm run build:config-schema
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(waiversSchema())));
});

/** Undefined where it is no YAML; else whether the reader and editors say the same of it. */
function agrees(text: string): boolean | undefined {
  try {
    const node = readYaml(text, 'w.yaml');
    const fits = isRight(node.value);
    try {
      checkShape(WAIVER_SHAPE, node);
      return fits;
    } catch {
      return !fits;
    }
  } catch {
    return undefined;
  }
}

test(`${FILES} files`, () => {
  const seen = { read: 0, refused: 0, slowest: 0, schema: 0 };
  for (let number = 0; number < FILES; number++) {
    const text = mutated(randomOf(number));
    const begun = performance.now();
    try {
      const { waivers } = readWaivers(text, 'w.yaml', readingAt(NOW));
      applyWaivers([], { rules: waivers, now: NOW, mostResources: 10, judged: new Set() });
      seen.read += 1;
    } catch (error) {
      if (!(error instanceof DriftlockError)) throw new Error(`file ${number}:\n${text}`, { cause: error });
      expect(error.code, text).toMatch(/^(config|policy-unknown)$/);
      expect(error.where, text).toMatch(/^w\.yaml(:\d+:\d+)?$/);
      seen.refused += 1;
    }
    const agreed = agrees(text);
    expect(agreed, text).not.toBe(false);
    if (agreed) seen.schema += 1;
    seen.slowest = Math.max(seen.slowest, performance.now() - begun);
  }
  expect(Math.min(seen.read, seen.refused, seen.schema)).toBeGreaterThan(500);
  expect(seen.slowest).toBeLessThan(2_000);
}, 300_000);

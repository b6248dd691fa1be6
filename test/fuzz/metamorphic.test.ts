/** What must not change a verdict, or only in one direction, held over real plans and states. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DriftlockError } from '../../src/errors.ts';
import type { Report } from '../../src/finding/report.ts';
import { difference, findingLines, verdictLines, worstVerdicts } from './compare-findings.ts';
import { documentOf } from './fuzz-case.ts';
import { type Branch, cloned, listAt } from './json-tree.ts';
import { randomOf } from './random.ts';
import { createScanner, type Scanner } from './scan-document.ts';
import { cut, keepBlocks, LAB, LINKS, parsed, type Source } from './sources.ts';
import {
  markUnknown,
  splitInTwo,
  withKeysShuffled,
  withResourcesShuffled,
  withTextReplaced,
  wrappedAddress,
  wrappedPlan,
} from './transform.ts';

const reading = vi.hoisted(() => ({ streamed: false }));

vi.mock('../../src/input/open-input.ts', async (original) => {
  const real = await original<typeof import('../../src/input/open-input.ts')>();
  const { shape } = await import('../../src/resource/shape.ts');
  const { typeSchema } = await import('../../src/resource/type-schema.ts');
  const internals = { shaping: { shape, schema: typeSchema }, streamAbove: 1 };
  return {
    ...real,
    openInput: (...[name, options]: Parameters<typeof real.openInput>) =>
      reading.streamed ? real.openInput(name, options, internals) : real.openInput(name, options),
  };
});

let scanner: Scanner;
beforeAll(async () => {
  scanner = await createScanner();
});
afterAll(() => scanner.remove());

const ALL = [...LAB, ...LINKS];
const PLANS = ALL.filter(({ name }) => !name.includes('state'));
const STATES = ALL.filter(({ name }) => name.includes('state'));

function scanned(...documents: readonly Branch[]): Promise<Report> {
  return scanner.scan(documents.map((document) => JSON.stringify(document)));
}

async function streamed<T>(action: () => Promise<T>): Promise<T> {
  reading.streamed = true;
  try {
    return await action();
  } finally {
    reading.streamed = false;
  }
}

function each(sources: readonly Source[]): [string, Source][] {
  return sources.map((one) => [one.name, one]);
}

describe('the same findings', () => {
  test.each(each(ALL))('whatever the order of resources: %s', async (_, source) => {
    const document = parsed(source);
    const expected = findingLines(await scanned(document));
    for (let seed = 0; seed < 3; seed++) {
      const other = await scanned(withResourcesShuffled(document, randomOf(seed)));
      expect(difference(expected, findingLines(other))).toEqual([]);
    }
  });

  test.each(each(ALL))('whatever the order of keys: %s', async (_, source) => {
    const document = parsed(source);
    const expected = await scanned(document);
    const other = await scanned(withKeysShuffled(document, randomOf(7)) as Branch);
    expect(difference(findingLines(expected), findingLines(other))).toEqual([]);
    expect(other.summary).toEqual(expected.summary);
  });

  test.each(each(ALL))('pretty-printed, compact, as a stream: %s', async (_, source) => {
    const document = parsed(source);
    const expected = await scanned(document);
    const pretty = await scanner.scan([JSON.stringify(document, null, 4)]);
    const [input] = expected.input;
    expect(pretty.input[0]?.sha256).not.toBe(input?.sha256);
    expect({ ...pretty, input: [{ ...pretty.input[0], sha256: input?.sha256 }] }).toEqual(expected);
    expect(await streamed(() => scanned(document))).toEqual(expected);
  });

  test('of fuzzed documents too, as a stream', async () => {
    const judge = async (text: string): Promise<unknown> => {
      try {
        return await scanner.scan([text]);
      } catch (error) {
        if (!(error instanceof DriftlockError)) throw error;
        return 'refused';
      }
    };
    for (let seed = 100_000; seed < 100_300; seed++) {
      const text = documentOf(seed);
      const whole = await judge(text);
      expect(await streamed(() => judge(text)), `seed ${seed}`).toEqual(whole);
    }
  });
});

describe('the same verdicts', () => {
  test.each(each(PLANS))('with all of it in a module: %s', async (_, source) => {
    const document = parsed(source);
    const expected = verdictLines(await scanned(document), (address) => address && wrappedAddress(address));
    expect(difference(expected, verdictLines(await scanned(wrappedPlan(document))))).toEqual([]);
  });

  test.each(each(ALL))('with every bucket renamed: %s', async (_, source) => {
    const document = parsed(source);
    const names = new Set(
      [...JSON.stringify(document).matchAll(/"bucket":"([a-z0-9.-]{5,})"/g)].map(([, name]) => String(name)),
    );
    // A name within another would be renamed twice.
    const renamed = [...names]
      .sort((a, b) => b.length - a.length)
      .reduce(
        (copy, name, place) => withTextReplaced(copy, name, `renamed-${'abcdefghij'[place] ?? place}`),
        document,
      );
    const keepsAddresses = (address: string): string => address;
    expect(
      difference(verdictLines(await scanned(document)), verdictLines(await scanned(renamed), keepsAddresses)),
    ).toEqual([]);
  });
});

/** A password policy does not tell its account: whether it is that of another file, nobody knows. */
function isSettledByFile(line: string): boolean {
  return !/aws\.iam\.password_policy_\w+","","driftlock_aws_account",\[\],"(unknown|not-applicable)"/.test(
    line,
  );
}

describe('two files judged together', () => {
  // In a state every link has its value, so that it does not matter in which file the two ends are. Of a plan this
  // holds where values are known; a reference that is not is resolved within its own file.
  const known = [...STATES, ...LAB.filter(({ name }) => name.includes('clean.plan'))];
  test.each(each(known))('as one: %s', async (_, source) => {
    const document = parsed(source);
    const expected = verdictLines(await scanned(document));
    for (let seed = 0; seed < 3; seed++) {
      const random = randomOf(seed);
      const first = new Map<string, boolean>();
      const [one, other] = splitInTwo(document, (address) => {
        const chosen = first.get(address) ?? random.oneIn(2);
        first.set(address, chosen);
        return chosen;
      });
      expect(difference(expected, verdictLines(await scanned(one, other))).filter(isSettledByFile)).toEqual(
        [],
      );
    }
  });
});

describe('less known', () => {
  /** What a verdict may become when more is unknown. */
  const MAY_BECOME: Readonly<Record<string, readonly string[]>> = {
    fail: ['fail', 'unknown'],
    unknown: ['unknown'],
    pass: ['pass', 'unknown'],
    'not-applicable': ['not-applicable', 'unknown'],
    error: ['error', 'unknown'],
  };

  test('turns a verdict into unknown or leaves it', async () => {
    const wrong: string[] = [];
    for (let seed = 0; seed < 400; seed++) {
      const random = randomOf(seed);
      const document = cut(random.pick(PLANS), 8, random);
      const marked = cloned(document);
      const place = markUnknown(marked, random);
      if (place === undefined) continue;
      const after = worstVerdicts(await scanned(marked));
      for (const [name, verdict] of worstVerdicts(await scanned(document))) {
        const now = after.get(name) ?? 'missing';
        if (!MAY_BECOME[verdict]?.includes(now))
          wrong.push(`seed ${seed}: ${place}: ${name}: ${verdict} -> ${now}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a resource that nothing is linked to', () => {
  const ALONE =
    /^(aws_(dynamodb_table|ecr_repository|kinesis_stream|ssm_parameter|ebs_volume|acm_certificate))\./;

  test.each(each(LAB.filter(({ name }) => name.startsWith('lab/'))))('can go: %s', async (_, source) => {
    const document = parsed(source);
    const expected = verdictLines(await scanned(document)).filter((line) => !ALONE.test(JSON.parse(line)[1]));
    const less = keepBlocks(document, (block) => !ALONE.test(block));
    if (
      listAt(less, 'resource_changes').length + listAt(less, 'resources').length === 0 &&
      !('values' in less)
    )
      return;
    expect(difference(expected, verdictLines(await scanned(less)))).toEqual([]);
  });
});

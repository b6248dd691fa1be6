/** What explain says of recorded resources: the verdict of scan in every case, answers that agree, and no secret. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { scan } from '../../src/commands/scan.ts';
import { documentedDefaults } from '../../src/evaluate/documented-defaults.ts';
import type { ExplanationDocument, Trace } from '../../src/finding/explanation.ts';
import { type Finding, VERDICTS } from '../../src/finding/finding.ts';
import { loadPolicySets } from '../../src/policy/load-policy-sets.ts';
import { explainTable } from '../../src/report/explain/explain-table.ts';
import { jsonText } from '../../src/report/json.ts';
import { subjectName } from '../../src/report/table/subject.ts';
import { temporaryFolder } from '../cli/run-cli.ts';
import { ROOT } from './judged.ts';
import { scanned } from './plan-and-state.ts';
import { hushedLines, LINKED, PEEPING, PRYING, RECORDED, writePolicy } from './prying-policies.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const UNKNOWNS = path.join(ROOT, 'test/fixtures/unknowns');
const FILES = [
  ...['create.plan.json', 'applied.state.json'].map((name) => path.join(ROOT, 'test/fixtures/lab', name)),
  ...readdirSync(UNKNOWNS)
    .map((name) => path.join(UNKNOWNS, name, 'create.plan.json.gz'))
    .filter((file) => existsSync(file)),
];

const PARAMS = { 'aws.resource.required_tags': { required: ['owner'] } };
const SCHEMA = JSON.parse(
  readFileSync(path.join(ROOT, 'reports/explain-1.schema.json'), 'utf8'),
) as SchemaObject;
const isExplanation = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA);
const bundled = await loadPolicySets([], () => {});

/** Asks of every value and key, by rules, by functions and as they stand. */
const ASK = `# METADATA
# title: Asks of everything
# custom:
#   severity: low
#   resources: ['aws_*']
package acme.ask

# METADATA
# entrypoint: true
deny contains "a value" if {
	some key, value in input.values
	value != "none"
	_is_odd(key, value)
}

deny contains "a tag" if {
	some name in _names
	input.tags[name] == "none"
}

deny contains "a key" if {
	some at, value in input.values
	some inner, part in value
	lower(inner) == "none"
	part != inner
}

deny contains "the same" if {
	some name in _values
	startswith(name, "none")
}

deny contains "one by another" if input.tags[input.values.secret] == input.values.password

_names contains name if some name, _ in input.tags

_values contains value if some value in input.values

_is_odd(key, value) if startswith(value, key)

_is_odd(key, value) if {
	some inner in value
	inner == key
}
`;

const ASKING = Promise.all(
  Object.entries({ ask: ASK, pry: PRYING, peep: PEEPING, linked: LINKED }).map(async ([name, text]) => {
    const loaded = await loadPolicySets([writePolicy(folder, name, text)], () => {});
    return [`acme.${name}`, loaded] as const;
  }),
);

function scanOptions(file: string, policy: string): Parameters<typeof scan>[0] {
  return {
    inputs: [file],
    select: [policy],
    params: {},
    show: new Set(VERDICTS),
    onlyChanged: false,
    assumptions: true,
    terraform: false,
    now: 1_790_000_000,
    policyLimitMs: 10_000,
    toolVersion: '0',
    notice: () => {},
  };
}

type More = Partial<Parameters<typeof explain>[0]>;

function explained(file: string, policy: string, address: string, more: More = {}, loaded = bundled) {
  const options = {
    wanted: { policy, address },
    inputs: [file],
    params: PARAMS,
    terraform: false,
    assumptions: true,
    now: 1_790_000_000,
    policyLimitMs: 10_000,
    toolVersion: '0',
    notice: () => {},
    ...more,
  };
  return explain(options, loaded);
}

/** Answers that contradict each other, as texts. */
function disagreements(trace: Trace): string[] {
  const { kind, answer, words, below = [], more } = trace;
  const answers = below.map((one) => one.answer);
  const isOff =
    (answer === 'yes' && kind === 'all' && answers.some((one) => one !== 'yes')) ||
    (answer === 'no' && kind === 'any' && answers.some((one) => one !== 'no')) ||
    (answer === 'no' && kind === 'all' && below.length > 0 && !answers.some((one) => one !== 'yes')) ||
    (answer === 'unknown' && below.length > 0 && more === undefined && answers.every((one) => one === 'no'));
  return [
    ...(isOff ? [`${kind} ${answer}: ${words}: ${answers.join()}`] : []),
    ...below.flatMap(disagreements),
  ];
}

function isSupported({ finding, applies, denies }: ExplanationDocument): boolean {
  const answers = denies.map(({ answer }) => answer);
  if (finding.verdict === 'not-applicable') return applies?.answer === 'no' && answers.length === 0;
  if (finding.verdict === 'fail') return applies?.answer === 'yes' && answers.includes('yes');
  if (finding.verdict === 'pass') return applies?.answer === 'yes' && answers.every((one) => one === 'no');
  return finding.verdict === 'unknown' && (applies?.answer === 'unknown' || answers.includes('unknown'));
}

function nameOf({ resource }: Finding): string {
  return subjectName(resource);
}

describe('explain', () => {
  test.each(FILES.map((file) => [path.relative(ROOT, file), file]))(
    'says of %s what scan says, and why',
    { timeout: 120_000 },
    async (_, file) => {
      const { findings } = await scanned(file, PARAMS, documentedDefaults);
      const counts: Record<string, number> = {};
      for (const { location: __, ...finding } of findings) {
        const document = await explained(file, finding.policy, nameOf(finding));
        const name = `${finding.policy} on ${nameOf(finding)}`;
        expect(document.finding, name).toEqual(finding);
        expect([
          name,
          ...[document.applies, ...document.denies.map(({ trace }) => trace)].flatMap((one) =>
            one === undefined ? [] : disagreements(one),
          ),
        ]).toEqual([name]);
        expect(isSupported(document), `${name}: ${JSON.stringify(document.denies, undefined, 1)}`).toBe(true);
        isExplanation(JSON.parse(JSON.stringify(document)));
        expect(isExplanation.errors, name).toBe(null);
        counts[finding.verdict] = (counts[finding.verdict] ?? 0) + 1;
      }
      console.log(`explain: ${path.relative(ROOT, file)}: ${JSON.stringify(counts)}`);
      expect(findings.length).toBeGreaterThan(0);
    },
  );

  test.each(RECORDED)('tells no secret of %s, whatever a policy asks', { timeout: 120_000 }, async (name) => {
    const file = path.join(ROOT, 'test/fixtures', name);
    const counts = { explained: 0, conditions: 0, sensitive: 0 };
    for (const [asking, loaded] of await ASKING) {
      // What goes away is judged only by policies on changes.
      const policy = name.includes('destroy') ? `${asking}_change` : asking;
      const { findings } = await scan(scanOptions(file, policy), loaded);
      for (const finding of findings) {
        const document = await explained(file, policy, nameOf(finding), { params: {} }, loaded);
        const json = jsonText(document);
        const table = explainTable(document, { colour: false, width: 140, policies: {} });
        expect(hushedLines(json), `${policy} on ${nameOf(finding)}`).toEqual([]);
        expect(hushedLines(table), `${policy} on ${nameOf(finding)}`).toEqual([]);
        counts.explained += 1;
        counts.conditions += json.split('"words"').length - 1;
        counts.sensitive += json.split('"sensitive": true').length - 1;
      }
    }
    console.log(`explain: ${name}: ${JSON.stringify(counts)}`);
    expect(counts.explained).toBeGreaterThan(20);
    expect(counts.conditions).toBeGreaterThan(counts.explained);
    expect(counts.sensitive).toBeGreaterThan(10);
  });
});

/** Every attribute that a bundled policy names, misspelt: `driftlock policy check` tells of each, at its place. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkPolicies } from '../../src/policy/check/check-policies.ts';
import { type PolicySources, readPolicySources } from '../../src/policy/policy-sources.ts';
import { schemaTypes } from '../../src/resource/type-schema.ts';
import { loadRego } from '../../src/toolchain/rego.ts';

const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url));
const KNOWN = { types: schemaTypes('registry.terraform.io/hashicorp/aws'), taken: new Set<string>() };

/** Each check compiles a policy and the library; all names take minutes: DRIFTLOCK_MISSPELT=all. */
const STRIDE = process.env.DRIFTLOCK_MISSPELT === 'all' ? 1 : 5;

interface Reference {
  readonly file: string;
  readonly row: number;
  readonly col: number;
  readonly name: string;
}

let sources: PolicySources;
let references: Reference[];

/** The places of names: found in the text itself, behind a dot, so that no trace of ours chooses them. */
function referencesIn(file: string, text: string): Reference[] {
  const found: Reference[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (/^(#|package |import )/.test(line)) continue;
    const rest = line.replace(/"(?:[^"\\]|\\.)*"/g, (quoted, at) =>
      // What a template string puts in is code.
      line[at - 1] === '$'
        ? quoted.replace(/(^|\})[^{]*(\{|$)/g, (said: string) => ' '.repeat(said.length))
        : ' '.repeat(quoted.length),
    );
    for (const chain of rest.matchAll(/\b[a-z_]\w*(?:\[[^\]]*\])?(?:\.\w+(?:\[\w+\])?)+/g)) {
      const [head = ''] = chain[0].split(/[.[]/);
      if (head === 'data' || LIBRARIES.has(head)) continue;
      for (const name of chain[0].matchAll(/\.(\w+)/g))
        found.push({
          file,
          row: index + 1,
          col: (chain.index ?? 0) + (name.index ?? 0) + 2,
          name: name[1] ?? '',
        });
    }
  }
  return found;
}

const LIBRARIES = new Set([
  'cidr',
  'condition',
  'credential',
  'date',
  'document',
  'federation',
  'number',
  'parameter',
  'ports',
  'regex',
  'text',
  'trust',
  'wildcard',
  'object',
]);

/** What IAM calls a kind of principal is a key that a document may have or not. */
const FREE = new Set(['AWS', 'Federated']);
/** Of several types that a policy judges, each has a name of its own that is as near. */
const ANOTHER_IS_NEARER = [
  'aws/ec2/instance_public_address.rego network_interfaces',
  'aws/resource/protection_removed.rego enabled',
];

/** The name with its last two letters changed about, or one doubled where these are alike. */
function misspelt(name: string): string {
  const [a = '', b = ''] = name.slice(-2);
  return a === b || name.length < 2 ? `${name}${name.at(-1)}` : `${name.slice(0, -2)}${b}${a}`;
}

function withMistake(
  { modules }: PolicySources,
  { file, row, col, name }: Reference,
): Record<string, string> {
  const lines = (modules[file] ?? '').split('\n');
  const line = lines[row - 1] ?? '';
  lines[row - 1] = line.slice(0, col - 1) + misspelt(name) + line.slice(col - 1 + name.length);
  const lib = Object.entries(modules).filter(([other]) => other.startsWith('lib/'));
  return { ...Object.fromEntries(lib), [file]: lines.join('\n') };
}

beforeAll(async () => {
  await loadRego();
  sources = await readPolicySources(POLICIES);
  references = Object.entries(sources.modules)
    .filter(([file]) => file.startsWith('aws/'))
    .flatMap(([file, text]) => referencesIn(file, text))
    .filter(({ name }, place) => place % STRIDE === 0 && !FREE.has(name));
}, 60_000);

describe('the bundled policies', () => {
  test('and their tests have no problems, warnings included', async () => {
    const checked = await checkPolicies(await readPolicySources(POLICIES, { tests: true }), KNOWN);
    expect(checked.problems).toEqual([]);
    expect(checked.policies).toBeGreaterThanOrEqual(12);
  }, 60_000);

  test('are told of with each name misspelt, at its place and with the name that was meant', async () => {
    const missed: string[] = [];
    const elsewhere: string[] = [];
    for (const reference of references) {
      const { file, row, col, name } = reference;
      const { problems } = await checkPolicies(
        { folder: POLICIES, modules: withMistake(sources, reference) },
        KNOWN,
      );
      const errors = problems.filter(({ severity }) => severity === 'error');
      const told = errors.find((one) => one.file === file && one.line === row && one.column === col);
      if (errors.length === 0) missed.push(`${file}:${row}:${col} ${name} → ${misspelt(name)}`);
      else if (
        !ANOTHER_IS_NEARER.includes(`${file} ${name}`) &&
        told?.message.includes(`\`${name}\``) !== true &&
        told?.message.includes(`.${name}\``) !== true
      )
        elsewhere.push(
          `${file}:${row}:${col} ${name} → ${misspelt(name)}: ${errors[0]?.line}:${errors[0]?.column} ${errors[0]?.message}`,
        );
    }
    console.log(
      `misspelt: ${references.length - missed.length} of ${references.length} names found, ${references.length - missed.length - elsewhere.length} with the name that was meant`,
    );
    expect(references.length).toBeGreaterThan(200);
    expect({ missed, elsewhere }).toEqual({ missed: [], elsewhere: [] });
  }, 900_000);
});

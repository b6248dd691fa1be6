/** No sensitive value of a plan or state in any output, also not inside a message that a policy builds from one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ALL_REPORTERS } from '../../src/report/index.ts';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';
import {
  filesBelow,
  HUSHED,
  hushedLines,
  LINKED,
  PEEPING,
  PRYING,
  RECORDED,
  writePolicy,
} from './prying-policies.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A policy that does its best to tell every secret that it can reach. */
const LEAKING = `# METADATA
# title: Tells what it should not
# custom:
#   severity: high
#   resources: ['aws_*', 'terraform_data']
package acme.leak

# METADATA
# entrypoint: true
deny contains {"message": $"{key} is {value}", "path": ["values", key]} if some key, value in input.values

deny contains message if {
	some value in input.values
	message := json.marshal(value)
}

deny contains concat(" ", [value]) if some value in input.values

deny contains $"{value} before" if some value in input.change.before
`;

type Mirror = boolean | readonly Mirror[] | { readonly [key: string]: Mirror };

/** Strings of \`value\` at places where the mirror says true. */
function marked(value: unknown, mirror: Mirror | undefined): string[] {
  if (mirror === true) return leaves(value);
  if (typeof mirror !== 'object' || mirror === null || typeof value !== 'object' || value === null) return [];
  return Object.entries(mirror).flatMap(([key, below]) =>
    marked((value as Record<string, unknown>)[key], below as Mirror),
  );
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leaves);
}

interface Change {
  readonly type: string;
  readonly change: {
    readonly before: unknown;
    readonly after: unknown;
    readonly before_sensitive: Mirror;
    readonly after_sensitive: Mirror;
  };
}

interface StateModule {
  readonly resources?: readonly { readonly values?: unknown; readonly sensitive_values?: Mirror }[];
  readonly child_modules?: readonly StateModule[];
}

function moduleSecrets(module: StateModule): string[] {
  const own = (module.resources ?? []).flatMap((one) => marked(one.values, one.sensitive_values));
  return [...own, ...(module.child_modules ?? []).flatMap(moduleSecrets)];
}

/** Every string that the file itself calls sensitive and that is long enough not to stand elsewhere by chance. */
function secretsOf(file: string): string[] {
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    resource_changes?: Change[];
    values?: { root_module: StateModule };
  };
  const changes = (document.resource_changes ?? []).flatMap(({ change }) => [
    ...marked(change.after, change.after_sensitive),
    ...marked(change.before, change.before_sensitive),
  ]);
  const state = document.values === undefined ? [] : moduleSecrets(document.values.root_module);
  return [...new Set([...changes, ...state])].filter((secret) => secret.length >= 6);
}

/** One run, with everything that it lists in each format that there is. */
async function inEveryFormat(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const formats = Object.keys(ALL_REPORTERS);
  const files = formats.map((format) => path.join(folder.path, `report.${format}`));
  const outputs = formats.flatMap((format, index) => ['-f', `${format}=${files[index]}`]);
  const { code, stdout, stderr } = await runCli([...args, '--show', 'all', ...outputs], { environment });
  expect(stdout).toBe('');
  const texts = formats.map((format, index) => [format, readFileSync(files[index] ?? '', 'utf8')] as const);
  return { code, stderr, texts };
}

/** Files with the exit code of the leaking policy. */
const FILES = [
  ['test/fixtures/lab/create.plan.json', 1],
  ['test/fixtures/lab/drifted.plan.json', 1],
  ['test/fixtures/lab/refreshed.state.json', 1],
  ['test/fixtures/lab/sensitive.plan.json', 1],
] as const;
const CREATE = path.join(ROOT, FILES[0][0]);

describe('no secret leaves', () => {
  const policies = path.dirname(folder.write('leak/acme/leak.rego', LEAKING)).replace(/acme$/, '');

  test.each(FILES)('%s', async (name, exit) => {
    const file = path.join(ROOT, name);
    const secrets = secretsOf(file);
    expect(secrets.length).toBeGreaterThan(0);
    const { code, stderr, texts } = await inEveryFormat(['scan', file, '--policies', policies]);
    expect(code, stderr).toBe(exit);
    for (const [format, text] of texts) {
      expect(text, format).toContain('acme.leak');
      for (const secret of secrets) expect(text.includes(secret), `${format} holds a secret`).toBe(false);
    }
    for (const secret of secrets)
      expect(stderr.includes(secret), 'standard error holds a secret').toBe(false);
  });

  test('policy input masks them', async () => {
    const { stdout } = await runCli(['policy', 'input', CREATE, 'aws_db_instance.db']);
    expect(JSON.parse(stdout)).toMatchObject({ values: { identifier: 'appdb', password: '(sensitive)' } });
    expect(stdout).not.toContain('hunter2');
  });

  test('what the schema alone calls sensitive counts, in a file without flags', async () => {
    const text = readFileSync(CREATE, 'utf8');
    const plan = JSON.parse(text) as { resource_changes: Change[] };
    for (const { change } of plan.resource_changes) Object.assign(change, { after_sensitive: {} });
    const bare = folder.write('bare.plan.json', JSON.stringify(plan));
    const { stdout } = await runCli(['scan', bare, '--policies', policies, '-f', 'json']);
    expect(stdout).toContain('acme.leak');
    expect(stdout).not.toContain('hunter2');
  });
});

describe.each([
  ['pry', PRYING],
  ['peep', PEEPING],
  ['linked', LINKED],
])('what Terraform marks once and repeats elsewhere: %s', (name, policy) => {
  const policies = writePolicy(folder, name, policy);
  const cache = path.join(folder.path, `${name}-cache`);
  const environment = { XDG_CACHE_HOME: cache };

  test.each(RECORDED)('%s', async (recorded) => {
    const file = path.join(ROOT, 'test/fixtures', recorded);
    expect(hushedLines(readFileSync(file, 'utf8'))).not.toEqual([]);
    const { code, stderr, texts } = await inEveryFormat(['scan', file, '--policies', policies], environment);
    expect(code, stderr).toBe(1);
    expect(hushedLines(stderr), 'standard error').toEqual([]);
    for (const [format, text] of texts) {
      expect(text, format).toContain(`acme.${name}`);
      expect(hushedLines(text), format).toEqual([]);
    }
    const files = filesBelow(cache);
    expect(files).not.toEqual([]);
    for (const one of files) expect(HUSHED.test(readFileSync(one, 'latin1')), one).toBe(false);
  });
});

describe('policy input of what is repeated elsewhere', () => {
  const ADDRESSES = [
    'aws_ebs_volume.value',
    'aws_ebs_volume.key',
    'aws_s3_bucket.named',
    'aws_s3_bucket_versioning.named',
    'aws_s3_bucket_policy.plain',
    'aws_iam_policy.nested',
    'aws_sqs_queue.named',
    'aws_instance.disk',
  ];

  test.each(RECORDED.filter((name) => name.startsWith('lab-secrets/')))('%s', async (recorded) => {
    const file = path.join(ROOT, 'test/fixtures', recorded);
    for (const address of ADDRESSES) {
      const { code, stdout, stderr } = await runCli(['policy', 'input', file, address]);
      expect(code, stderr).toBe(0);
      expect(hushedLines(stdout), address).toEqual([]);
      expect(hushedLines(stderr), address).toEqual([]);
      expect(stdout).toContain('(sensitive)');
    }
  });
});

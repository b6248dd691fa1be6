/** No sensitive value of a plan or state in any output, also not inside a message that a policy builds from one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';

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

/** Files with the exit code of the leaking policy: where all resources have unknown values it can only say unknown. */
const FILES = [
  ['test/fixtures/lab/create.plan.json', 1],
  ['test/fixtures/lab/drifted.plan.json', 1],
  ['test/fixtures/lab/refreshed.state.json', 1],
  ['test/fixtures/lab/sensitive.plan.json', 0],
] as const;
const CREATE = path.join(ROOT, FILES[0][0]);

describe('no secret leaves', () => {
  const policies = path.dirname(folder.write('leak/acme/leak.rego', LEAKING)).replace(/acme$/, '');

  test.each(FILES)('%s', async (name, exit) => {
    const file = path.join(ROOT, name);
    const secrets = secretsOf(file);
    expect(secrets.length).toBeGreaterThan(0);
    for (const args of [
      ['-f', 'json', '--show', 'all'],
      ['-f', 'table', '--show', 'all'],
    ]) {
      const { code, stdout, stderr } = await runCli(['scan', file, '--policies', policies, ...args]);
      expect(code, stderr).toBe(exit);
      expect(stdout).toContain('acme.leak');
      for (const secret of secrets) {
        expect(stdout.includes(secret), `standard output of ${args[1]} holds a secret`).toBe(false);
        expect(stderr.includes(secret), `standard error of ${args[1]} holds a secret`).toBe(false);
      }
    }
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

/**
 * Everything that a policy can reach, told in messages and in paths: keys of every object, whole values, the address, the
 * key, linked records and what was before.
 */
const PRYING = `# METADATA
# title: Tells what it should not
# custom:
#   severity: high
#   resources: ['aws_*']
package acme.pry

# METADATA
# entrypoint: true
deny contains json.marshal(input)

deny contains {"message": $"tag {name} is {value}", "path": ["tags", name]} if some name, value in input.tags

deny contains {"message": $"{input.tags.Owner}", "path": ["tags", "Owner", input.tags.Owner]}

deny contains $"{input.address} {input.key}"

deny contains {"message": concat(".", [$"{step}" | some step in at]), "path": at} if walk(input, [at, _])

deny contains concat(" ", object.keys(value)) if {
	walk(input, [_, value])
	is_object(value)
}

deny contains value if {
	walk(input, [_, value])
	is_string(value)
}
`;

/** The same reads one by one, without `input` whole: what decided is told from these. */
const PEEPING = `# METADATA
# title: Looks at one thing
# custom:
#   severity: high
#   resources: ['aws_*']
package acme.peep

# METADATA
# entrypoint: true
deny contains "tags" if some name, value in input.tags

deny contains "tags_all" if some name, value in input.values.tags_all

deny contains "before" if some name, value in input.change.before.tags_all

deny contains "document" if some statement in input.values.policy.Statement

deny contains $"{input.values.arn}" if input.values.id
`;

/** What a bucket and the settings of it see of each other. */
const LINKED = `# METADATA
# title: Looks at its neighbours
# custom:
#   severity: high
#   resources: [aws_s3_bucket, aws_s3_bucket_policy, aws_s3_bucket_versioning]
package acme.linked

# METADATA
# entrypoint: true
deny contains json.marshal(document) if some document in input.referrers.aws_s3_bucket_policy.bucket

deny contains $"{setting.key} {setting.values.bucket}" if {
	some setting in input.referrers.aws_s3_bucket_versioning.bucket
}

deny contains $"{bucket.key} {bucket.tags} {bucket.values}" if some bucket in input.refs.bucket

deny contains {"message": "statement", "path": ["referrers", "aws_s3_bucket_policy", "bucket", i, "values", "policy", "Statement", j, "Action", action]} if {
	some i, document in input.referrers.aws_s3_bucket_policy.bucket
	some j, statement in document.values.policy.Statement
	some action in statement.Action
}

deny contains "bucket" if input.values.bucket
`;

/** The policy, and the same for what a plan deletes. */
function writePolicy(name: string, policy: string): string {
  const onChange = policy
    .replace('#   severity: high', '#   severity: high\n#   on: change')
    .replace(`package acme.${name}`, `package acme.${name}_change`);
  folder.write(`${name}/acme/${name}_change.rego`, onChange);
  return path.dirname(path.dirname(folder.write(`${name}/acme/${name}.rego`, policy)));
}

/** Of test/fixtures/lab-secrets/main.tf and test/fixtures/real/make.sh, recorded with Terraform 1.11.4 and the AWS provider 5.100.0. */
const HUSHED = /hush/i;
const RECORDED = [
  'lab-secrets/create.plan.json',
  'lab-secrets/update.plan.json',
  'lab-secrets/destroy.plan.json',
  'lab-secrets/applied.state.json',
  'lab-secrets/applied.tfstate',
  // What other resources repeat unmarked.
  'real/secret-copies-create.plan.json',
  'real/secret-copies-update.plan.json',
  'real/secret-copies.state.json',
  'real/secret-copies.tfstate',
];

function filesBelow(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function hushedLines(text: string): string[] {
  return text.split('\n').filter((line) => HUSHED.test(line));
}

describe.each([
  ['pry', PRYING],
  ['peep', PEEPING],
  ['linked', LINKED],
])('what Terraform marks once and repeats elsewhere: %s', (name, policy) => {
  const policies = writePolicy(name, policy);
  const cache = path.join(folder.path, `${name}-cache`);
  const environment = { XDG_CACHE_HOME: cache };

  test.each(RECORDED)('%s', async (recorded) => {
    const file = path.join(ROOT, 'test/fixtures', recorded);
    expect(hushedLines(readFileSync(file, 'utf8'))).not.toEqual([]);
    for (const format of ['json', 'table']) {
      const args = ['scan', file, '--policies', policies, '-f', format, '--show', 'all'];
      const { code, stdout, stderr } = await runCli(args, { environment });
      expect(code, stderr).toBe(1);
      expect(stdout).toContain(`acme.${name}`);
      expect(hushedLines(stdout), `standard output of ${format}`).toEqual([]);
      expect(hushedLines(stderr), `standard error of ${format}`).toEqual([]);
    }
    const files = filesBelow(cache);
    expect(files).not.toEqual([]);
    for (const one of files) expect(HUSHED.test(readFileSync(one, 'latin1')), one).toBe(false);
  });
});

/** Every file as a stream, too: small ones are whole unless they are made large by blanks. */
describe('what other resources repeat, in a file that is read as a stream', () => {
  const policies = writePolicy('pry', PRYING);

  test.each(RECORDED.filter((name) => name.startsWith('real/')))('%s', async (recorded) => {
    const text = readFileSync(path.join(ROOT, 'test/fixtures', recorded), 'utf8');
    const large = folder.write('large.json', text.trim().replace(/}$/, `${' '.repeat(33 << 20)}}`));
    const args = ['scan', large, '--policies', policies, '-f', 'json', '--show', 'all'];
    const { stdout, stderr } = await runCli(args);
    expect(stdout).toContain('acme.pry');
    expect(hushedLines(stdout)).toEqual([]);
    expect(hushedLines(stderr)).toEqual([]);
  });
});

describe('what one input marks and another repeats', () => {
  const policies = writePolicy('pry', PRYING);

  test('a plan that marks and a state without marks', async () => {
    const fixtures = path.join(ROOT, 'test/fixtures/real');
    const text = readFileSync(path.join(fixtures, 'secret-copies.state.json'), 'utf8');
    const state = JSON.parse(text, (key, value) => (key === 'sensitive_values' ? {} : value));
    const bare = folder.write('bare.state.json', JSON.stringify(state));
    const plan = path.join(fixtures, 'secret-copies-update.plan.json');
    const { stdout } = await runCli([
      'scan',
      bare,
      plan,
      '--policies',
      policies,
      '-f',
      'json',
      '--show',
      'all',
    ]);
    expect(stdout).toContain('bare.state.json');
    expect(hushedLines(stdout)).toEqual([]);
  });

  test('and what is no secret stays', async () => {
    const file = path.join(ROOT, 'test/fixtures/real/secret-copies.state.json');
    const { stdout } = await runCli(['policy', 'input', file, 'aws_ebs_volume.noted']);
    const input = JSON.parse(stdout) as { values: Record<string, unknown>; tags: unknown; key?: string };
    expect(input.tags).toEqual({
      Note: '(sensitive)',
      Whole: '(sensitive)',
      Queue: '(sensitive)',
      Stage: 'production',
    });
    expect(input.values.availability_zone).toBe('us-east-1a');
    expect(input.key).toContain('aws_ebs_volume');
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

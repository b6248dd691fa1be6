/** A team's policies that call what may fail: WebAssembly passes in silence where OPA raises an error, and we do not. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { created, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
const cache = join(folder.path, 'cache');
afterAll(() => folder.remove());

const TYPE = 'aws_vpc_security_group_ingress_rule';
const RULE = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 1, to_port: 2 };
const SLOW = { timeout: 120_000 };

/** A folder with one policy by name of its id below `acme`; the body begins on line 10. */
function policies(bodies: Readonly<Record<string, string>>): string {
  const name = Object.keys(bodies).join('-');
  for (const [id, body] of Object.entries(bodies))
    folder.write(
      `${name}/acme/${id}.rego`,
      `# METADATA\n# title: ${id}\n# custom:\n#   severity: high\n#   resources: [${TYPE}]\npackage policies.acme.${id}\n\n# METADATA\n# entrypoint: true\n${body}\n`,
    );
  return join(folder.path, name);
}

function plainPlan(values: object): string {
  return planOf(created(TYPE, 'r', { ...RULE, ...values }));
}

function plan(values: object, sensitive: object = {}): string {
  const text = plainPlan(values);
  const marked = text.replace('"after_sensitive":{}', `"after_sensitive":${JSON.stringify(sensitive)}`);
  return folder.write(`plan-${JSON.stringify([values, sensitive]).replace(/\W+/g, '-')}.json`, marked);
}

const ARGS = ['--policy', 'acme.*', '--show', 'all', '-f', 'json'];

interface Shown {
  readonly findings: readonly { policy: string; verdict: string; messages: readonly string[] }[];
}

function verdicts(stdout: string) {
  const { findings } = JSON.parse(stdout) as Shown;
  return Object.fromEntries(
    findings.map(({ policy, verdict, messages }) => [
      policy,
      messages.length === 0 ? verdict : [verdict, ...messages],
    ]),
  );
}

async function judged(team: string, file: string) {
  const { code, stdout, stderr } = await runCli(['scan', file, '--policies', team, ...ARGS], {
    environment: { XDG_CACHE_HOME: cache },
    limitMs: 110_000,
  });
  return { code, stderr, ...verdicts(stdout) };
}

describe('ranges of addresses', () => {
  const team = policies({
    private: 'deny contains "private" if net.cidr_contains("10.0.0.0/8", input.values.cidr_ipv4)',
    ports: 'deny contains "odd" if input.values.from_port % 2 == 0',
    plain: 'deny contains "plain" if input.values.ip_protocol == "-1"',
  });
  const good = { 'acme.plain': 'pass', 'acme.ports': 'pass' };

  test('one that is none is an error of that policy alone, and exit 3', SLOW, async () => {
    const where = `${team}/acme/private.rego:10`;
    expect(await judged(team, plan({ cidr_ipv4: 'pl-123' }))).toEqual({
      code: 3,
      stderr: '',
      ...good,
      'acme.private': [
        'error',
        `${where}: net.cidr_contains: not a valid textual representation of an IP address or CIDR: pl-123`,
      ],
    });
  });

  test('one that lies elsewhere passes, one that lies there fails', SLOW, async () => {
    expect(await judged(team, plan({ cidr_ipv4: '192.168.0.0/16' }))).toEqual({
      code: 0,
      stderr: '',
      ...good,
      'acme.private': 'pass',
    });
    expect(await judged(team, plan({ cidr_ipv4: '10.1.0.0/16' }))).toMatchObject({
      code: 1,
      'acme.private': ['fail', 'private'],
    });
  });

  test('none at all passes', SLOW, async () => {
    expect(await judged(team, plan({ cidr_ipv6: '::/0' }))).toMatchObject({
      code: 0,
      'acme.private': 'pass',
    });
  });

  test('a sensitive one is not told', SLOW, async () => {
    const result = await judged(team, plan({ cidr_ipv4: 'pl-hunter2' }, { cidr_ipv4: true }));
    expect(result).toMatchObject({ code: 3, 'acme.private': ['error', expect.anything()] });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

test('a failure that rests on what is not known leaves the verdict unknown', SLOW, async () => {
  const team = policies({
    open: 'deny contains "m" if {\n\tinput.values.from_port == 5\n\tto_number(input.values.description) > 3\n}',
  });
  const file = folder.write(
    'open.json',
    plainPlan({ description: 'words', from_port: undefined }).replace(
      '"after_unknown":{}',
      '"after_unknown":{"from_port":true}',
    ),
  );
  expect(await judged(team, file)).toEqual({
    code: 0,
    stderr: '',
    'acme.open': [
      'unknown',
      'nothing denies, but to_number (acme/open.rego:12) may fail on what is not known',
    ],
  });
});

describe('numbers, documents and divisions', () => {
  const team = policies({
    number: 'deny contains "m" if to_number(input.values.description) > 3',
    document: 'deny contains "m" if json.unmarshal(input.values.description).open',
    ratio: 'deny contains "m" if 100 / input.values.from_port > 50',
    away: 'applies if to_number(input.values.description) == 1\n\ndeny contains "m"',
    twice: 'deny contains "m" if json.unmarshal(input.values.description) == {}',
  });

  test('what cannot be read is an error, also in applies', SLOW, async () => {
    const at = (name: string, row = 10) => `${team}/acme/${name}.rego:${row}`;
    const bad = plan({ description: '{"open": false', from_port: 0 });
    const syntax = 'to_number: strconv.ParseFloat: parsing "{\\"open\\": false": invalid syntax';
    expect(await judged(team, bad)).toEqual({
      code: 3,
      stderr: '',
      'acme.away': ['error', `${at('away')}: ${syntax}`],
      'acme.document': ['error', `${at('document')}: json.unmarshal: unexpected EOF`],
      'acme.number': ['error', `${at('number')}: ${syntax}`],
      'acme.ratio': ['error', `${at('ratio')}: div: divide by zero`],
      'acme.twice': ['error', `${at('twice')}: json.unmarshal: unexpected EOF`],
    });
  });

  test('what WebAssembly reads and OPA does not is no pass', SLOW, async () => {
    const result = await judged(team, plan({ description: '{"open": false} {}', from_port: 10 }));
    expect(result).toMatchObject({
      code: 3,
      'acme.document': ['error', expect.stringContaining('json.unmarshal')],
      'acme.ratio': 'pass',
    });
  });

  test('what can be read is judged', SLOW, async () => {
    expect(await judged(team, plan({ description: '1', from_port: 10 }))).toMatchObject({
      code: 1,
      'acme.away': ['fail', 'm'],
      'acme.number': 'pass',
      'acme.ratio': 'pass',
    });
  });
});

test('policies that cannot fail never load OPA', SLOW, async () => {
  const sure = policies({
    sure: 'deny contains "m" if startswith(lower(input.values.description), "public")\n\ndeny contains "n" if input.values.from_port + 1 > 30',
  });
  const unsure = policies({
    unsure: 'deny contains "m" if to_number(input.values.description) > 3',
  });
  const file = plan({ description: '2' });
  for (const team of [sure, unsure]) expect(await judged(team, file)).toMatchObject({ code: 0 });
  const dist = join(folder.path, 'dist');
  cpSync(join(ROOT, 'dist'), dist, { recursive: true });
  rmSync(join(dist, 'rego.wasm.br'));
  const run = (team: string) => {
    const args = [join(dist, 'cli.js'), 'scan', file, '--policies', team, ...ARGS];
    const env = { PATH: process.env.PATH, XDG_CACHE_HOME: cache };
    return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  };
  const [without, needing] = [run(sure), run(unsure)];
  expect([without.status, without.stderr, verdicts(without.stdout)]).toEqual([
    0,
    '',
    { 'acme.sure': 'pass' },
  ]);
  expect(needing.status).toBe(2);
  expect(JSON.parse(needing.stdout)).toMatchObject({
    error: { code: 'toolchain', hint: 'install the package again' },
  });
});

/** Terraform's functions: what they give, against what Terraform planned with them, and that every one is known. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HclError, loadHcl } from '../../../../src/toolchain/hcl.ts';
import type { EvaluateRequest } from '../../../../src/toolchain/hcl-types.ts';
import { planDifferences } from './plan-differences.ts';

const FIXTURE = fileURLToPath(new URL('../../../fixtures/source-functions', import.meta.url));
const DOCS = fileURLToPath(new URL('../../../../docs/terraform-source.md', import.meta.url));
const signatures = spawnSync('terraform', ['metadata', 'functions', '-json'], { encoding: 'utf8' });
if (signatures.status !== 0) console.warn('SKIPPED: no Terraform: its list of functions is not asked for');

const hcl = await loadHcl();
const NONE = { modules: {}, contents: {}, listings: {}, variables: [], schemas: {}, workspace: 'default' };

/** What `input` is made to be by an expression: value, what is unknown, why. */
function worked(expression: string, more: Partial<EvaluateRequest> = {}): unknown {
  const files = { 'main.tf': `resource "terraform_data" "a" {\n  input = ${expression}\n}\n` };
  const [change] = hcl.evaluate({ ...NONE, files, root: '.', ...more }).changes;
  const planned = change?.change.change as Record<string, Record<string, unknown>> | undefined;
  const open = planned?.after_unknown;
  const why = (change?.reasons as Record<string, unknown> | undefined)?.input;
  return open?.input === undefined ? planned?.after?.input : { open: open.input, why };
}

function isKnownFunction(name: string): boolean {
  try {
    worked(`${name}()`);
    return true;
  } catch (cause) {
    if (cause instanceof HclError) return false;
    throw cause;
  }
}

it('give what Terraform plans', async () => {
  const { same, ...others } = await planDifferences(FIXTURE, join(FIXTURE, 'plan.json.gz'));
  expect(others).toEqual({ wrong: [], lost: [], gained: [], resources: 7 });
  expect(same).toBeGreaterThan(200);
});

it.runIf(signatures.status === 0)('are known by every name that Terraform has', () => {
  const { function_signatures } = JSON.parse(signatures.stdout) as { function_signatures: object };
  const names = Object.keys(function_signatures);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !isKnownFunction(name))).toEqual([]);
  expect(isKnownFunction('core::nowhere')).toBe(false);
});

it('that are not worked out are those that the documentation names', () => {
  const listed = /^Functions that are not worked out: (.*), and functions of providers/m.exec(
    readFileSync(DOCS, 'utf8'),
  )?.[1];
  const names = [...(listed ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name as string);
  expect(names).toEqual(['bcrypt', 'rsadecrypt']);
  for (const name of names)
    expect([name, worked(`${name}("x", "y")`)]).toEqual([name, { open: true, why: 'unsupported' }]);
});

describe('what depends on more than the folder is unknown', () => {
  it.each([
    ['abspath("files")'],
    ['abspath(path.module)'],
    ['pathexpand("~/x")'],
    ['path.cwd'],
    ['textencodebase64("日", "Shift_JIS")'],
    ['textdecodebase64("k/o=", "Shift_JIS")'],
    ['filemd5("/etc/passwd")'],
    ['filesha256("~/x")'],
    ['filebase64sha512("nowhere")'],
  ])('%s', (expression) => {
    const contents = { nowhere: null };
    expect(worked(expression, { contents })).toEqual({ open: true, why: 'unsupported' });
  });
});

describe('base64gunzip, which OpenTofu has', () => {
  const packed = (text: string | Buffer) => gzipSync(text).toString('base64');

  it('unpacks what base64gzip and others have packed', () => {
    expect(worked('base64gunzip(base64gzip("héllo"))')).toBe('héllo');
    expect(worked(`base64gunzip("${packed('x'.repeat(100_000))}")`)).toBe('x'.repeat(100_000));
    expect(worked(`base64gunzip("${packed('')}")`)).toBe('');
  });

  it.each([
    ['no base64', '!'],
    ['no gzip', 'aGVsbG8='],
    ['cut off', packed('hello hello hello').slice(0, 24)],
    ['no text', packed(Buffer.from([0xff, 0xfe]))],
    ['larger than any file', packed('\0'.repeat(5 * 2 ** 20))],
  ])('says of what is %s that it is malformed', (_name, text) => {
    expect(worked(`base64gunzip("${text}")`)).toEqual({ open: true, why: 'malformed' });
  });
});

describe('ephemeralasnull', () => {
  it('keeps what is only unknown, and takes out what only looks so', () => {
    const files = {
      'main.tf': `variable "none" {}
variable "ephemeral" {
  ephemeral = true
}
ephemeral "aws_secretsmanager_secret_version" "s" {}
resource "terraform_data" "a" {
  input = ephemeralasnull({ a = var.none, b = var.ephemeral, c = ephemeral.aws_secretsmanager_secret_version.s.x, d = 1 })
}
`,
    };
    const [change] = hcl.evaluate({ ...NONE, files, root: '.' }).changes;
    expect(change?.change.change).toMatchObject({
      after: { input: { d: 1 } },
      after_unknown: { input: { a: true } },
    });
    expect(change?.reasons).toEqual({ input: { a: 'variable' } });
  });
});

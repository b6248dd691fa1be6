import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, FIXTURES, open, written } from './opened.ts';

const PLAN = join(FIXTURES, 'create.plan.json');
const text = readFileSync(PLAN, 'utf8');
const plain = await everything(PLAN);

/** What coreutils say of a file's bytes. */
function sha256sum(path: string): string {
  return execFileSync('sha256sum', ['--', path], { encoding: 'utf8' }).slice(0, 64);
}

const PLAN_SUM = sha256sum(PLAN);

/** What is read apart from the file's name and digest, once that is the digest of its bytes as they are. */
async function read(path: string, streamed = false): Promise<unknown> {
  const found = await everything(path, { streamed });
  const sum = sha256sum(path);
  expect(found).toMatchObject({ about: { sha256: sum } });
  const text = JSON.stringify(found).replaceAll(JSON.stringify(path), JSON.stringify(PLAN));
  return JSON.parse(text.replaceAll(sum, PLAN_SUM));
}

function utf16(content: string, big: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${content}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

describe('one plan in every packing', () => {
  const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
  const crlf = JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n');
  it.each<[string, string | Buffer]>([
    ['UTF-8 with mark', bom],
    ['Windows line ends', crlf],
    ['gzip', gzipSync(text)],
    ['gzip of UTF-8 with mark', gzipSync(bom)],
    ['two gzip members', Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))])],
  ])('%s, whole and streamed', async (_, content) => {
    const path = written(content);
    expect(await read(path)).toEqual(plain);
    expect(await read(path, true)).toEqual(plain);
  });

  it.each([false, true])('UTF-16 with mark (big-endian: %s), whole; streamed it is refused', async (big) => {
    const path = written(utf16(text, big));
    expect(await read(path)).toEqual(plain);
    await expect(open(path, { streamed: true })).rejects.toMatchObject({ code: 'input-unsupported' });
  });

  it('under any name', async () => {
    expect(await read(written(text, 'terraform.tfstate'))).toEqual(plain);
  });

  it('leaves nothing of a large gzip in the temporary directory', async () => {
    const before = readdirSync(tmpdir());
    const { resources } = await open(written(gzipSync(text)), { streamed: true });
    const during = readdirSync(tmpdir());
    expect([...resources()].length).toBeGreaterThan(73);
    const added = during.filter((name) => !before.includes(name) && /^driftlock-[0-9a-f]{24}$/.test(name));
    expect(added).toEqual([]);
  });
});

describe('bad input is one clear line', () => {
  const cases: [string, string | Buffer, string, string][] = [
    ['an empty file', '', 'input-unreadable', 'the file is empty'],
    ['blank space', ' \n', 'input-unreadable', 'the file is empty'],
    ['{}', '{}', 'input-unsupported', 'JSON, but not one of plan JSON, state JSON, state file: it is empty'],
    ['[]', '[]', 'input-unsupported', 'a JSON list, not a plan or state'],
    ['a string', '"x"', 'input-unreadable', 'not a JSON object'],
    ['random bytes', Buffer.from([0xde, 0xad, 0xbe, 0xef]), 'input-unreadable', 'not a JSON object'],
    [
      'truncated JSON',
      text.slice(0, 5000),
      'input-unreadable',
      'not readable as JSON: it ends too early at byte 5000',
    ],
    [
      'two documents',
      `${text}{}`,
      'input-unreadable',
      expect.stringContaining('there is more after its end'),
    ],
    [
      'broken UTF-8',
      Buffer.from('7b22ff223a317d', 'hex'),
      'input-unreadable',
      'not UTF-8 text: byte 2 is broken',
    ],
    [
      'truncated gzip',
      gzipSync(text).subarray(0, 900),
      'input-unreadable',
      expect.stringContaining('gzip data is broken'),
    ],
    [
      'corrupt gzip',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
      'input-unreadable',
      expect.stringContaining('gzip'),
    ],
    ['gzip of nothing', gzipSync(''), 'input-unreadable', 'the file is empty'],
    ['a zip archive', 'PK\x03\x04 other', 'input-unsupported', 'a zip archive, not a plan or state'],
    [
      'a binary plan',
      `PK\x03\x04${'x'.repeat(26)}tfplan`,
      'input-unsupported',
      'a binary plan, which only Terraform itself can read',
    ],
    ['a binary plan of old', 'tfplan\x02', 'input-unsupported', expect.stringContaining('before 0.12')],
    [
      'the log of plan -json',
      '{"@level":"info"}\n{"@level":"info"}',
      'input-unsupported',
      expect.stringContaining('the log of'),
    ],
    [
      'a plan as text',
      '\nTerraform used the selected providers to',
      'input-unsupported',
      'a plan as text, not as JSON',
    ],
    [
      'Terraform source',
      '# x\nresource "aws_vpc" "v" {\n}\n',
      'input-unsupported',
      'Terraform source, not a plan or state',
    ],
    [
      'other JSON',
      '{"format_version":"1.0","provider_schemas":{}}',
      'input-unsupported',
      expect.stringContaining('format_version, provider_schemas'),
    ],
  ];
  it.each(cases)('%s', async (_, content, code, message) => {
    const path = written(content);
    await expect(open(path)).rejects.toMatchObject({ name: 'DriftlockError', code, message, where: path });
  });

  it.each(cases)('%s, large enough for a stream', async (_, content, code) => {
    const path = written(content);
    await expect(open(path, { streamed: true })).rejects.toMatchObject({
      name: 'DriftlockError',
      where: path,
    });
    const error = await open(path, { streamed: true }).catch((thrown) => thrown);
    expect(error.message).not.toContain('\n');
    expect(['input-unreadable', code]).toContain(error.code);
  });

  it('a missing file', async () => {
    await expect(open('no/such/file')).rejects.toMatchObject({
      code: 'input-missing',
      message: 'no such file',
      where: 'no/such/file',
    });
  });

  it('a directory, with what to pass', async () => {
    await expect(open(FIXTURES)).rejects.toMatchObject({
      code: 'input-missing',
      message: 'a folder without Terraform configuration or a snapshot',
      hint: expect.stringContaining('terraform show -json tfplan > tfplan.json'),
    });
  });

  it('an encrypted state of OpenTofu, with what to do', async () => {
    await expect(
      open(written({ serial: 1, encrypted_data: 'x', encryption_version: 'v0' })),
    ).rejects.toMatchObject({
      code: 'input-unsupported',
      hint: 'it is encrypted: pass what `tofu show -json` prints',
    });
  });

  it('never quotes the content, which may be secret', async () => {
    const path = written('{"resource_changes": [{"password": "hunter2" hunter2}]}');
    const error = await open(path).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'input-unreadable' });
    expect(JSON.stringify([(error as Error).message, (error as { hint?: string }).hint])).not.toContain(
      'hunter2',
    );
  });

  it('a file that changes between two passes', async () => {
    const path = written(text);
    const { resources } = await open(path, { streamed: true });
    writeFileSync(path, text.replace('"create"', '"update"'));
    writeFileSync(path, `${text} `);
    expect(() => [...resources()]).toThrow('the file changed while it was read');
  });
});

describe('standard input', () => {
  const bundled = mkdtempSync(join(tmpdir(), 'driftlock-test-'));
  afterAll(() => rmSync(bundled, { recursive: true, force: true }));
  const script = join(bundled, 'read.mjs');
  const entry = `import { openInput } from './src/input/open-input.ts';
    const internals = { shaping: { shape: (raw) => [raw], schema: () => undefined }, streamAbove: Number(process.argv[2]) };
    try {
      const input = await openInput('-', { keepTypes: new Set(), terraform: false }, internals);
      process.stdout.write(JSON.stringify({ name: input.about.name, sha256: input.about.sha256, count: [...input.resources()].length }));
    } catch (error) { process.stdout.write(JSON.stringify({ code: error.code, message: error.message, hint: error.hint })); }`;
  buildSync({
    stdin: { contents: entry, resolveDir: new URL('../../../', import.meta.url).pathname },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
  const run = (input: Buffer | string, limit = 1 << 20) =>
    JSON.parse(spawnSync(process.execPath, [script, String(limit)], { input }).stdout.toString());

  it.each<[string, string | Buffer]>([
    ['plain', text],
    ['gzip', gzipSync(text)],
  ])('%s', (_, content) => {
    expect(run(content)).toEqual({ name: '-', sha256: sha256sum(written(content)), count: 75 });
  });

  it.each<[string, string | Buffer]>([
    ['plain', text],
    ['gzip', gzipSync(text)],
  ])('%s beyond the limit is refused with the hint to use a file', (_, content) => {
    expect(run(content, 100_000)).toEqual({
      code: 'input-unsupported',
      message: 'more than 0 MB cannot be read from a stream',
      hint: 'write it to a file and pass that: terraform show -json tfplan > tfplan.json',
    });
  });

  it('nothing', () => {
    expect(run('')).toMatchObject({ code: 'input-unreadable', message: 'the file is empty' });
  });
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;
if (!hasTerraform) console.warn('SKIPPED: a binary plan read with --terraform (no terraform)');
describe.skipIf(!hasTerraform)('a binary plan made by Terraform', () => {
  let folder: string;
  let path: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'driftlock-test-'));
    path = join(folder, 'tfplan');
    writeFileSync(
      join(folder, 'main.tf'),
      'resource "terraform_data" "a" {\n  for_each = toset(["x.y", "z"])\n  input = each.key\n}\n',
    );
    for (const args of [
      ['init', '-input=false'],
      ['plan', '-out=tfplan', '-input=false'],
    ]) {
      spawnSync('terraform', args, { cwd: folder });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is converted by Terraform where that is asked for', async () => {
    const { about, resources } = await open(path, { terraform: true });
    expect(about.sha256).toBe(sha256sum(path));
    expect(about.name).toBe(path);
    expect([...resources()].map(({ address }) => address)).toEqual([
      'terraform_data.a["x.y"]',
      'terraform_data.a["z"]',
    ]);
  });

  it('is otherwise refused with the command that converts it', async () => {
    await expect(open(path)).rejects.toMatchObject({
      code: 'input-unsupported',
      hint: 'convert it: terraform show -json tfplan > tfplan.json (or --terraform, which runs it)',
    });
  });

  it('that Terraform cannot read tells Terraform’s reason', async () => {
    const broken = written(`PK\x03\x04${'x'.repeat(26)}tfplan`);
    await expect(open(broken, { terraform: true })).rejects.toMatchObject({
      code: 'input-unreadable',
      message: expect.stringMatching(/^`terraform show -json` failed: [^\n]+$/),
    });
  });
});

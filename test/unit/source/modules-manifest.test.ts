/** `.terraform/modules/modules.json` as Terraform writes it, and as nobody does: an error, which each caller decides about. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import { openInput } from '../../../src/input/open-input.ts';
import { openConfiguration } from '../../../src/source/configuration.ts';
import { modulesManifest } from '../../../src/source/modules-manifest.ts';
import { realPath } from '../../../src/source/source-root.ts';

let folder: string;
beforeEach(() => {
  folder = realPath(mkdtempSync(join(tmpdir(), 'modules-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function manifest(content: string | Uint8Array): string {
  mkdirSync(join(folder, '.terraform/modules'), { recursive: true });
  const file = join(folder, '.terraform/modules/modules.json');
  writeFileSync(file, content);
  return file;
}

const FETCHED = { Key: 'net', Source: 'registry/x', Version: '1.0.0', Dir: '.terraform/modules/net' };

test('all but the root module, as it stands there', () => {
  const inner = { Key: 'net.inner', Source: './inner', Dir: '.terraform\\modules\\net\\inner' };
  manifest(JSON.stringify({ Modules: [{ Key: '', Source: '', Dir: '.' }, FETCHED, inner] }));
  expect(modulesManifest(folder)).toEqual([
    { key: 'net', dir: '.terraform/modules/net' },
    { key: 'net.inner', dir: '.terraform\\modules\\net\\inner' },
  ]);
});

test('nothing where there is none, and what is no module is none', () => {
  expect(modulesManifest(folder)).toEqual([]);
  const strange = [null, 1, 'x', [], {}, { Key: 'a' }, { Key: 1, Dir: 'x' }, { Key: 'a', Dir: null }];
  for (const modules of [strange, {}, null, 'x']) {
    manifest(JSON.stringify({ Modules: modules }));
    expect(modulesManifest(folder)).toEqual([]);
  }
  for (const text of ['null', '[]', '1']) {
    manifest(text);
    expect(modulesManifest(folder)).toEqual([]);
  }
});

test('broken, it stops an evaluation with its place, and leaves lines of findings as they are', async () => {
  writeFileSync(
    join(folder, 'main.tf'),
    'module "net" {\n  source = "registry/x"\n}\nresource "aws_vpc" "v" {\n}\n',
  );
  const file = manifest('{"Modules": [');
  const opened = openInput(folder, { keepTypes: new Set(), terraform: false });
  const error = await opened.catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.message, error.where]).toEqual([
    'input-unreadable',
    'not readable as JSON',
    file,
  ]);
  expect(() => modulesManifest(folder)).toThrow(error.message);
  const configuration = openConfiguration(folder, folder);
  expect(configuration.locate('aws_vpc.v')?.declaration.source.file).toBe('main.tf');
  expect(configuration.locate('module.net.aws_vpc.v')?.as).toBe('call');
});

test('what is no text stops an evaluation as any file does', async () => {
  writeFileSync(join(folder, 'main.tf'), 'resource "aws_vpc" "v" {\n}\n');
  const file = manifest(new Uint8Array([0xff, 0xfe, 0x00]));
  const opened = openInput(folder, { keepTypes: new Set(), terraform: false });
  await expect(opened).rejects.toMatchObject({
    code: 'input-unreadable',
    message: 'not UTF-8',
    where: file,
  });
});

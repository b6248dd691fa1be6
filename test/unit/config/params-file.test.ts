import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkParams, paramsFile } from '../../../src/config/params-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-params-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('paramsFile', () => {
  test('is read, with a byte order mark too', () => {
    expect(paramsFile(file('a.json', '\uFEFF{"a.b": {"tags": ["owner"]}}'))).toEqual({
      'a.b': { tags: ['owner'] },
    });
  });

  test.each([
    ['no.json', undefined, 'cannot read the parameters: there is no such file'],
    ['list.json', '[]', 'the parameters are not an object'],
    ['flat.json', '{"a.b": 1}', 'the parameters of "a.b" are not an object'],
    ['cut.json', '{"a', 'the parameters are not JSON'],
  ])('%s is refused', (name, text, message) => {
    const path = text === undefined ? join(folder, name) : file(name, text);
    expect(() => paramsFile(path)).toThrow(
      expect.objectContaining({ code: 'config', where: path, message: expect.stringContaining(message) }),
    );
  });

  test('YAML is refused by name', () => {
    expect(() => paramsFile(file('p.yaml', 'a.b:\n  x: 1\n'))).toThrow(
      expect.objectContaining({ hint: 'parameters are read as JSON; YAML is not read yet' }),
    );
  });
});

test('parameters for an unknown policy are refused with the nearest', () => {
  expect(() => checkParams({ 'a.required_tag': {} }, ['a.required_tags'], 'p.json')).toThrow(
    expect.objectContaining({ code: 'policy-unknown', hint: expect.stringContaining('"a.required_tags"') }),
  );
  expect(() => checkParams({ 'a.required_tags': {} }, ['a.required_tags'], 'p.json')).not.toThrow();
});

/** Reports for other programs on the command line: several at once, each in its file, nothing beside on standard output. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ALL_REPORTERS } from '../../src/report/index.ts';
import { EXAMPLE, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const FORMATS = Object.keys(ALL_REPORTERS);

describe('formats', () => {
  test('all at once, each in its file, are what each is alone on standard output', async () => {
    const files = FORMATS.map((format) => path.join(folder.path, format));
    const args = FORMATS.flatMap((format, index) => ['-f', `${format}=${files[index]}`]);
    const all = await runCli(['scan', EXAMPLE, ...args]);
    expect(all).toEqual({ code: 1, stdout: '', stderr: '' });
    for (const [index, format] of FORMATS.entries()) {
      const { code, stdout, stderr } = await runCli(['scan', EXAMPLE, '-f', format]);
      expect({ code, stderr }, format).toEqual({ code: 1, stderr: '' });
      expect(readFileSync(files[index] ?? '', 'utf8'), format).toBe(stdout);
    }
  });

  test('one in a file and one on standard output', async () => {
    const file = path.join(folder.path, 'out.sarif');
    const { code, stdout, stderr } = await runCli(['scan', EXAMPLE, '-f', `sarif=${file}`, '-f', 'table']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('Exit code 1: findings at or above low.');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('an unknown one names the nearest', async () => {
    const { code, stdout, stderr } = await runCli(['scan', EXAMPLE, '-f', 'sarfi']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^driftlock: unknown format "sarfi"\n {2}hint: .*sarif/);
  });

  test('the help names them', async () => {
    const { stdout } = await runCli(['scan', '--help']);
    for (const format of FORMATS) expect(stdout).toContain(format);
  });
});

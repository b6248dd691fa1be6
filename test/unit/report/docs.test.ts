/** The examples of docs/reports.md are what the reporters write. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import { ALL_REPORTERS, type Format } from '../../../src/report/index.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const PAGE = readFileSync(new URL('../../../docs/reports.md', import.meta.url), 'utf8');
const REPORT = reportOf([SAMPLE_REPORT.findings[1] as Finding], { resources: 3 });

/** The block of the section of that name. */
function example(format: string): string {
  const [, section = ''] = PAGE.split(`\n## ${format}\n`);
  return /\n(`{3,})\w+\n(.*?)\n\1\n/s.exec(section)?.[2] ?? '';
}

async function written(format: Format): Promise<string> {
  const text = (await ALL_REPORTERS[format]())(REPORT, optionsOf({ exit: { code: 1, failOn: 'low' } }));
  return text.replaceAll('\r\n', '\n').trimEnd();
}

describe('docs/reports.md', () => {
  test.each(['markdown', 'junit', 'csv', 'gitlab', 'github-annotations'] as const)(
    'the example of %s',
    async (format) => {
      expect(example(format)).toBe(await written(format));
    },
  );

  test('the example of sarif is its result', async () => {
    const { runs } = JSON.parse(await written('sarif')) as { runs: { results: unknown[] }[] };
    expect(JSON.parse(example('sarif'))).toEqual(runs[0]?.results[0]);
  });

  test('names each format', () => {
    const rows = [...PAGE.matchAll(/^\| `([\w-]+)` +\| /gm)].map(([, name]) => name);
    expect(rows.slice(0, Object.keys(ALL_REPORTERS).length)).toEqual(Object.keys(ALL_REPORTERS));
  });
});

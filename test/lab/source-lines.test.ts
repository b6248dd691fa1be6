/** Findings on the lab's plan stand at the line of what decides, held against the text of its configuration. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import type { Path } from '../../src/resource/resource.ts';
import { ROOT, runCli } from '../cli/run-cli.ts';

const LAB = join(ROOT, '../shared/lab/aws');
const CONFIG = join(LAB, 'config');
const hasLab = existsSync(CONFIG);
if (!hasLab) console.warn('SKIPPED: the configuration of the lab, which is not there');

/** The lines of a resource's block by its text alone: from its header to the first brace that begins a line. */
function blockLines(lines: readonly string[], header: string): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith(header));
  if ((lines[start] ?? '').trimEnd().endsWith('}')) return lines.slice(start, start + 1);
  const end = lines.findIndex((line, index) => index > start && line.startsWith('}'));
  return lines.slice(start, end + 1);
}

/** Paths of what decides, in the block that declares the resource. */
function decidingPaths({ decidedBy, unknown = [], resource }: Finding): Path[] {
  const own = [...decidedBy, ...unknown].flatMap(({ path: [first, ...rest] }): Path[] =>
    first === 'values' ? [rest] : first === 'tags' ? [['tags', ...rest]] : [],
  );
  return resource.path === undefined ? own : [resource.path, ...own];
}

/** What may begin there: a name on the path, or a member of a document. */
function beginsPlace(text: string, path: Path): boolean {
  const names = path.filter((step) => typeof step === 'string');
  const isMember = typeof path.at(-1) === 'number' && /^["{[]/.test(text);
  return isMember || names.some((one) => text.startsWith(one));
}

test.runIf(hasLab).each(['create.plan.json', 'applied.state.json', 'applied.tfstate', 'drifted.plan.json'])(
  '%s',
  async (name) => {
    const args = [
      'scan',
      join(LAB, 'recorded', name),
      '--source',
      CONFIG,
      '--show',
      'all',
      '-f',
      'json',
      '--no-config',
    ];
    const { stdout, stderr } = await runCli(args);
    expect(stderr).not.toContain('placed by');
    const { findings } = JSON.parse(stdout) as Report;
    const attributes = findings
      .filter(({ resource }) => resource.address !== undefined)
      .filter((finding) => {
        const { resource, location } = finding;
        const { file = '', startLine = 0, startColumn = 0, block } = location ?? {};
        const lines = readFileSync(join(CONFIG, file), 'utf8').split('\n');
        const [type, local] = (resource.address ?? '').split('.');
        const header = `resource "${type}" "${local}" {`;
        const written = blockLines(lines, header);
        expect(lines.indexOf(written[0] ?? '') + 1).toBe(block?.startLine);
        expect(written.length).toBe((block?.endLine ?? 0) - (block?.startLine ?? 0) + 1);
        const text = (lines[startLine - 1] ?? '').slice(startColumn - 1);
        const paths = decidingPaths(finding);
        if (!text.startsWith(header)) {
          expect(paths.filter((path) => beginsPlace(text, path))).not.toEqual([]);
          return true;
        }
        // Then nobody wrote any of them.
        const found = paths
          .flatMap(([name]) => name ?? [])
          .filter((one) => written.some((line) => new RegExp(`(^|[{ ])${one}\\s*[={]`).test(line)));
        expect(found).toEqual([]);
        return false;
      });
    expect(attributes.length).toBeGreaterThan(3);
  },
);

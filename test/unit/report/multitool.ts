/** Microsoft's validator of SARIF with the rules for GitHub, where it is at hand. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/sarif', import.meta.url));
const schema = JSON.parse(readFileSync(path.join(FIXTURES, 'sarif-2.1.0.schema.json'), 'utf8')) as object;
const isSarif = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

/** `Sarif.Multitool` of the npm package @microsoft/sarif-multitool-linux, 140 MB, by DRIFTLOCK_SARIF_MULTITOOL. */
const MULTITOOL = process.env.DRIFTLOCK_SARIF_MULTITOOL ?? '';
export const hasMultitool = MULTITOOL !== '';
if (!hasMultitool) console.warn('SKIPPED: validating SARIF needs DRIFTLOCK_SARIF_MULTITOOL');

/** What the schema of SARIF 2.1.0 has against a text. */
export function schemaErrors(text: string) {
  isSarif(JSON.parse(text));
  return isSarif.errors ?? [];
}

/** Errors and warnings. It ends with 0 whatever it finds. */
export function complaints(text: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-sarif-'));
  try {
    const [file, out] = [path.join(folder, 'a.sarif'), path.join(folder, 'out.sarif')];
    writeFileSync(file, text);
    const rules = [
      '--rule-kind',
      'Sarif;Ghas',
      '--level',
      'Error;Warning',
      '-c',
      path.join(FIXTURES, 'rules.xml'),
    ];
    spawnSync(MULTITOOL, ['validate', file, ...rules, '-o', out, '--log', 'ForceOverwrite', '-q', 'true']);
    const log = JSON.parse(readFileSync(out, 'utf8').replace(/^\ufeff/, '')) as {
      runs: { results?: { ruleId: string; message: { id: string; arguments?: string[] } }[] }[];
    };
    return log.runs.flatMap(({ results = [] }) =>
      results.map(({ ruleId, message }) => `${ruleId} ${message.id} ${message.arguments?.join(' ')}`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

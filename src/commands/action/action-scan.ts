/** The step of the GitHub Action that judges: a scan, and what the runner and the later steps are told of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment } from '../../config/environment.ts';
import type { Report } from '../../finding/report.ts';
import { writeFiles, writeOut } from '../../io.ts';
import { type FailureTexts, failureComment } from '../../report/failure-comment.ts';
import { annotation } from '../../report/workflow-command.ts';
import { type ActionInputs, actionInputs } from './action-inputs.ts';
import { withoutCommands, writeOutputs, writeSummary } from './runner-files.ts';

const FILES = {
  json: 'report.json',
  markdown: 'comment.md',
  sarif: 'driftlock.sarif',
  'github-annotations': 'annotations.txt',
  'github-summary': 'summary.md',
} as const;

type Format = keyof typeof FILES;
const BROKEN = 2;

/** A process of its own: what ends it, a full memory too, leaves somebody to tell of it. */
async function scanned(inputs: ActionInputs, fileOf: (format: Format) => string): Promise<number> {
  const formats = (Object.keys(FILES) as Format[]).flatMap((format) => ['-f', `${format}=${fileOf(format)}`]);
  const category = inputs.category === undefined ? [] : [`--sarif-category=${inputs.category}`];
  const own = ['-f', 'table', ...formats, '--sarif-profile=github', ...category];
  const child = spawn(
    process.execPath,
    [...process.execArgv, process.argv[1] ?? '', 'scan', ...own, ...inputs.args],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 || code === 1 || code === 3 ? code : BROKEN;
}

/** Why nothing was judged, as the scan's error document has it. */
function failureOf(file: string): FailureTexts {
  const ended = {
    message: 'the scan ended before it could say why; the log of the step has what it printed',
  };
  if (!existsSync(file)) return ended;
  return (JSON.parse(readFileSync(file, 'utf8')) as { error?: FailureTexts }).error ?? ended;
}

function failed(inputs: ActionInputs, fileOf: (format: Format) => string): void {
  const failure = failureOf(fileOf('json'));
  const comment = failureComment(failure);
  writeFiles([{ file: fileOf('markdown'), text: comment }]);
  const said = [failure.message, ...(failure.hint === undefined ? [] : [failure.hint])].join('\n');
  writeOut(`${annotation('error', said, { title: 'Driftlock could not do its job' })}\n`);
  if (inputs.summary) writeSummary(comment, environment());
  writeOutputs({ 'exit-code': String(BROKEN), comment: fileOf('markdown') }, environment());
}

function told(code: number, inputs: ActionInputs, fileOf: (format: Format) => string): void {
  const text = (format: Format) => readFileSync(fileOf(format), 'utf8');
  const { summary } = JSON.parse(text('json')) as Report;
  if (inputs.annotations) writeOut(text('github-annotations'));
  if (inputs.summary) writeSummary(text('github-summary'), environment());
  const outputs = {
    'exit-code': String(code),
    report: fileOf('json'),
    comment: fileOf('markdown'),
    // Left out where evidence is incomplete: uploaded, it would close alerts.
    sarif: existsSync(fileOf('sarif')) ? fileOf('sarif') : '',
    failed: String(summary.verdicts.fail),
    unknown: String(summary.verdicts.unknown),
    incomplete: String(summary.incomplete.length > 0),
  };
  writeOutputs(outputs, environment());
}

/** Ends well where the scan did not, too: a later step ends the job with the code, once all reports are where they belong. */
export async function actionScan(): Promise<number> {
  const inputs = actionInputs(environment());
  const { RUNNER_TEMP = tmpdir() } = environment();
  const folder = mkdtempSync(path.join(RUNNER_TEMP, 'driftlock-'));
  const fileOf = (format: Format) => path.join(folder, FILES[format]);
  const code = await withoutCommands(() => scanned(inputs, fileOf));
  if (code === BROKEN) failed(inputs, fileOf);
  else told(code, inputs, fileOf);
  return 0;
}

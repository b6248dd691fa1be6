/** `driftlock policy new`. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { oneOf } from '../config/one-of.ts';
import { DriftlockError } from '../errors.ts';
import { SEVERITIES } from '../finding/finding.ts';
import { writeFiles, writeOut } from '../io.ts';
import { judgedType } from '../policy/input/judged-type.ts';
import { loadBundledPolicies } from '../policy/load-bundled-policies.ts';
import { lookedAt } from '../policy/new/looked-at.ts';
import { newPolicyId } from '../policy/new/new-policy-id.ts';
import { policyTemplate } from '../policy/new/policy-template.ts';
import { loadRego } from '../toolchain/rego.ts';
import { visibleText } from '../visible-text.ts';

interface NewFlags {
  readonly resources: string;
  readonly folder: string;
  readonly severity: string;
  readonly attribute?: string;
  readonly when?: string;
}

/** Writes the policy and its test, prints what comes next; exit code 0. Throws DriftlockError where it writes neither. */
export async function newPolicy(id: string, flags: NewFlags): Promise<number> {
  const { catalogue } = await loadBundledPolicies();
  const parts = newPolicyId(id, new Set(catalogue.policies.map((policy) => policy.id)));
  const types = [...new Set(flags.resources.split(',').map((name) => judgedType(name.trim())))];
  const severity = oneOf(SEVERITIES)(flags.severity, '--severity');
  const { source, test } = policyTemplate({
    id,
    types,
    severity,
    lookedAt: lookedAt(types, flags.attribute, '--attribute'),
    ...(flags.when === undefined ? {} : { when: lookedAt(types, flags.when, '--when') }),
  });
  const stem = path.join(flags.folder, ...parts);
  const files = { [`${stem}.rego`]: source, [`${stem}_test.rego`]: test };
  const laidOut = (await loadRego()).fmt({ modules: files });
  refuseExisting(Object.keys(files));
  makeFolder(path.dirname(stem));
  writeFiles(Object.entries(laidOut).map(([file, text]) => ({ file, text })));
  writeOut(nextSteps(`${stem}.rego`, `${stem}_test.rego`, flags.folder, laidOut[`${stem}.rego`] ?? ''));
  return 0;
}

function refuseExisting(files: readonly string[]): void {
  const there = files.find((file) => existsSync(file));
  if (there === undefined) return;
  throw new DriftlockError('output-unwritable', `${there} is there already`, {
    hint: 'choose another id, or remove it first: nothing is ever overwritten',
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new DriftlockError(
      'output-unwritable',
      `cannot make the folder ${folder}: ${(cause as Error).message}`,
      {
        hint: 'name a folder that you may write to with --folder',
        cause,
      },
    );
  }
}

/** The line to edit is the first after the entrypoint's annotation. */
function nextSteps(source: string, test: string, folder: string, text: string): string {
  const line = text.split('\n').findIndex((one) => one.startsWith('deny ')) + 1;
  const file = visibleText(source);
  const shown = visibleText(folder);
  return `${[
    `wrote ${file}`,
    `      ${visibleText(test)}`,
    '',
    'next',
    `  edit ${file}:${line}, and title and description above it`,
    `  driftlock policy check ${shown}`,
    `  driftlock policy test ${shown}`,
    `  driftlock scan tfplan.json --policies ${shown}`,
  ].join('\n')}\n`;
}

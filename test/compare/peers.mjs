/** The peers of a comparison: how each is run on a plan, and what it says of which resource, in one form. */
import { spawnSync } from 'node:child_process';

/**
 * `alias` is what a policy of ours calls the check in METADATA; `verdict` is fail or pass. A peer that has nothing to say of a
 * resource gives no answer.
 *
 * @typedef {{ alias: string, address: string, verdict: 'fail' | 'pass' }} Answer
 */

const LARGEST = 512 * 2 ** 20;

function output(command, args) {
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: LARGEST });
  if (error !== undefined) throw error;
  if (stdout.trim() === '') throw new Error(`${command} ${args.join(' ')} printed nothing: ${stderr}`);
  return JSON.parse(stdout);
}

/** `module.a.aws_x.y[0]`, from whichever form a plan's address has there. */
function checkovAnswers(report) {
  const reports = Array.isArray(report) ? report : [report];
  return reports.flatMap(({ results }) => [
    ...(results?.failed_checks ?? []).map((one) => answerOf(one, 'fail')),
    ...(results?.passed_checks ?? []).map((one) => answerOf(one, 'pass')),
  ]);
}

function answerOf({ check_id: alias, resource, resource_address: whole }, verdict) {
  return { alias, address: whole ?? resource, verdict };
}

function trivyAnswers({ Results: results = [] }) {
  return results.flatMap(({ Misconfigurations: found = [] }) =>
    found.flatMap(({ AVDID: id = '', Status: status, CauseMetadata: { Resource: address } = {} }) =>
      address === undefined
        ? []
        : [{ alias: id.replace(/^AVD-/, ''), address, verdict: status === 'FAIL' ? 'fail' : 'pass' }],
    ),
  );
}

/** @type {Readonly<Record<string, { version: () => string, answers: (plan: string) => Answer[], alias: RegExp }>>} */
export const PEERS = {
  checkov: {
    alias: /^CKV2?_AWS_\d+$/,
    version: () => spawnSync('checkov', ['--version'], { encoding: 'utf8' }).stdout.trim(),
    answers: (plan) =>
      checkovAnswers(
        output('checkov', ['-f', plan, '--framework', 'terraform_plan', '-o', 'json', '--compact']),
      ),
  },
  trivy: {
    alias: /^AWS-\d{4}$/,
    losesModules: true,
    version: () =>
      /Version: (\S+)/.exec(spawnSync('trivy', ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? '?',
    answers: (plan) =>
      trivyAnswers(
        output('trivy', [
          'config',
          '--quiet',
          '--format',
          'json',
          '--include-non-failures',
          '--skip-check-update',
          plan,
        ]),
      ),
  },
};

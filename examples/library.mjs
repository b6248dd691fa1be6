/**
 * Judges a plan by the bundled policies and a team's own, and tells what fails: `node library.mjs <plan> [folder of policies]`.
 * Every name and type here is that of docs/library.md; a test runs it against the package as it is published.
 */
import process from 'node:process';
import { DriftlockError, exitCode, loadPolicies, scan } from 'driftlock';

const [plan = 'tfplan.json', ...folders] = process.argv.slice(2);

/** @param {import('driftlock').Finding} finding */
function line({ severity, policy, resource, messages }) {
  return `${severity} ${resource.address ?? resource.type}: ${messages.join('; ')} (${policy})`;
}

try {
  const policies = await loadPolicies(folders);
  const titles = new Map(policies.policies.map(({ id, title }) => [id, title]));
  const report = await scan(plan, { policies, onNotice: (text) => console.error(text) });
  const failed = report.findings.filter(({ verdict }) => verdict === 'fail');
  for (const finding of failed) console.log(line(finding), '-', titles.get(finding.policy));
  console.log(`${failed.length} failures in ${report.summary.resources} resources`);
  process.exitCode = exitCode(report, { failOn: 'high' });
} catch (error) {
  if (!(error instanceof DriftlockError)) throw error;
  const { code, message, where, hint } = error;
  console.error([code, where, message, hint].filter((text) => text !== undefined).join('\n  '));
  process.exitCode = 2;
}

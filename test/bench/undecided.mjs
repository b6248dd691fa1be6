/** `npm run bench:undecided`: what verdicts cost that read something unknown, as ratios within one run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, measure, root, shared, writeBetween } from './measured.mjs';

const source = join(shared, 'lab/aws/recorded/create.plan.json');
const COPIES = 137;

/** A policy that only OPA can narrow: `else` on what is known and unknown. */
const TEAM = `# METADATA
# title: Encrypted volumes name their key
# custom:
#   severity: high
#   resources: [aws_ebs_volume, aws_sqs_queue_policy, aws_kms_key]
package acme.key_named

# METADATA
# entrypoint: true
deny contains "no key is named" if _state == "open"

_state := "named" if {
	input.values.kms_key_id
	input.values.encrypted
} else := "closed" if {
	startswith(input.values.policy, "arn:")
} else := "none" if {
	input.values.deletion_window_in_days > 5
} else := "open"
`;

/** One policy evaluated by OPA in the Go half, as a cold process. */
const COLD_EVAL = `
import { readFileSync } from 'node:fs';
import { loadRego } from ${JSON.stringify(join(root, 'src/toolchain/rego.ts'))};
const rego = await loadRego();
const text = readFileSync(process.argv[2], 'utf8');
rego.eval({ modules: { 'p.rego': text }, query: 'data.acme.key_named.deny', input: { values: {} } });
`;

const folder = mkdtempSync(join(tmpdir(), 'driftlock-bench-'));
const lines = [
  '| what | wall, s | beside | wall, s | ratio | aim |',
  '| --- | ---: | --- | ---: | ---: | ---: |',
];

function row(what, result, beside, floor, aim) {
  const ratio = `${(result.wall / floor.wall).toFixed(1)} ×`;
  const line = `| ${what} | ${result.wall.toFixed(3)} | ${beside} | ${floor.wall.toFixed(3)} | ${ratio} | ${aim} |`;
  lines.push(line);
  process.stderr.write(`${line}\n`);
}

/** The plan as it would be were everything there already that some policy's verdict is open on. */
function decidedPlan(text, open) {
  const plan = JSON.parse(text);
  for (const { address, change } of plan.resource_changes) {
    if (!open.has(address)) continue;
    change.actions = ['no-op'];
    change.after_unknown = {};
    if (address.includes('aws_sqs_queue_policy'))
      change.after.policy = '{"Version":"2012-10-17","Statement":[]}';
    change.before = change.after;
  }
  return JSON.stringify(plan);
}

function report(plan) {
  try {
    return JSON.parse(
      execFileSync('node', [cli, 'scan', plan, '-f', 'json', '--show', 'all'], { maxBuffer: 1 << 30 }),
    );
  } catch (error) {
    return JSON.parse(error.stdout);
  }
}

/** Verdicts that lean on what is filled in, or are unknown: those that a look at the known values alone leaves open. */
function openVerdicts({ findings }) {
  return findings.filter(
    ({ verdict, assumes = [] }) =>
      verdict === 'unknown' ||
      assumes.some(({ kind }) => kind === 'documented-default' || kind === 'reference-set'),
  );
}

try {
  const node = measure(15, ['node', '-e', '0']);
  const bundled = measure(15, ['node', cli, 'scan', source, '-f', 'json']);
  row('73 resources, bundled policies', bundled, 'node -e 0', node, '20 ×');

  const team = join(folder, 'policies/acme');
  mkdirSync(team, { recursive: true });
  writeFileSync(join(team, 'key_named.rego'), TEAM);
  const build = join(folder, 'cold.mjs');
  writeFileSync(join(folder, 'cold.src.mjs'), COLD_EVAL);
  const esbuild = join(root, 'node_modules/.bin/esbuild');
  execFileSync(esbuild, [
    join(folder, 'cold.src.mjs'),
    '--bundle',
    '--platform=node',
    '--format=esm',
    `--outfile=${build}`,
    '--log-level=error',
  ]);
  execFileSync('cp', [join(root, 'dist/rego.wasm.br'), join(folder, 'rego.wasm.br')]);
  const evaluation = measure(5, ['node', build, join(team, 'key_named.rego')]);
  const scan = ['node', cli, 'scan', source, '-f', 'json', '--policies', join(folder, 'policies')];
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  measure(1, scan, env);
  row(
    '73 resources, a policy that only OPA narrows',
    measure(5, scan, env),
    'cold eval in the Go half',
    evaluation,
    '3 ×',
  );

  const plan = join(folder, 'open.json');
  execFileSync('python3', [join(shared, 'peers/scale_plan.py'), source, String(COPIES), plan]);
  const all = report(plan);
  const open = openVerdicts(all);
  const decided = join(folder, 'decided.json');
  writeFileSync(
    decided,
    decidedPlan(readFileSync(plan, 'utf8'), new Set(open.map(({ resource }) => resource.address))),
  );
  const share = (part, whole) => `${((100 * part.length) / whole.length).toFixed(1)} %`;
  const without = report(decided);
  const name = `10,001 resources, ${share(open, all.findings)} of ${all.findings.length} verdicts open at first`;
  const beside = `${share(openVerdicts(without), without.findings)} open`;
  row(
    name,
    measure(5, ['node', cli, 'scan', plan, '-f', 'json']),
    beside,
    measure(5, ['node', cli, 'scan', decided, '-f', 'json']),
    '3 ×',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);
if (process.argv.includes('--write')) writeBetween('undecided', lines);

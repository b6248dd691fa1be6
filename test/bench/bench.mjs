/** `npm run bench`: cold processes over plans of four sizes, as ratios against floors and peers of the same run. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, measure, onPath, shared, writeBetween } from './measured.mjs';

const source = join(shared, 'lab/aws/recorded/create.plan.json');
/** Copies of the 73-resource plan, and runs of each command; the median counts. */
const SIZES = [
  { copies: 1, resources: 73, runs: 15 },
  { copies: 14, resources: 1_022, runs: 9 },
  { copies: 137, resources: 10_001, runs: 5 },
  { copies: 1370, resources: 100_010, runs: 3 },
];
const most = Number(process.argv.find((arg) => arg.startsWith('--most='))?.slice(7) ?? 1370);

/** Each contender: its command over a plan, or undefined where it is not installed. */
function contenders(plan) {
  const opa = onPath('opa');
  const checkov = onPath('checkov');
  const trivy = onPath('trivy');
  const tuned = join(shared, 'peers/rego_tuned/p.rego');
  const all = {
    'node -e 0': ['node', '-e', '0'],
    'read + JSON.parse': ['node', '-e', `JSON.parse(require("fs").readFileSync(${JSON.stringify(plan)}))`],
    driftlock: ['node', cli, 'scan', plan, '--profile', 'strict', '-f', 'json'],
    'opa eval, forty tuned policies': opa && [
      opa,
      'eval',
      '-f',
      'json',
      '-d',
      tuned,
      '-i',
      plan,
      'data.main.deny',
    ],
    checkov: checkov && [
      checkov,
      '-f',
      plan,
      '--framework',
      'terraform_plan',
      '--skip-download',
      '--quiet',
      '-o',
      'json',
    ],
    trivy: trivy && [
      trivy,
      'config',
      '-q',
      '--skip-check-update',
      '--misconfig-scanners',
      'terraformplan-json',
      '-f',
      'json',
      plan,
    ],
  };
  return Object.entries(all).filter(([, command]) => command);
}

function row(size, name, result, floor, parse) {
  const ratio = (against) => (against === undefined ? '–' : `${(result.wall / against.wall).toFixed(1)} ×`);
  return `| ${size.resources.toLocaleString('en')} | ${name} | ${result.wall.toFixed(3)} | ${Math.round(result.peak)} | ${ratio(floor)} | ${ratio(parse)} | ${result.exit} |`;
}

const folder = mkdtempSync(join(tmpdir(), 'driftlock-bench-'));
const lines = [
  '| resources | command | wall, s | peak, MB | × `node -e 0` | × read + JSON.parse | exit |',
  '| ---: | --- | ---: | ---: | ---: | ---: | ---: |',
];
let before;
try {
  if (!existsSync(source)) throw new Error('the lab recordings (../shared) are not here');
  for (const size of SIZES.filter(({ copies }) => copies <= most)) {
    const plan = join(folder, `plan-${size.resources}.json`);
    execFileSync('python3', [join(shared, 'peers/scale_plan.py'), source, String(size.copies), plan]);
    const results = {};
    for (const [name, command] of contenders(plan)) {
      if (size.copies > 14 && (name === 'checkov' || name === 'trivy')) continue;
      results[name] = measure(name === 'checkov' ? 1 : size.runs, command);
      const line = row(size, name, results[name], results['node -e 0'], results['read + JSON.parse']);
      lines.push(line);
      process.stderr.write(`${line}\n`);
    }
    if (before) {
      const growth = `${(results.driftlock.wall / before.wall).toFixed(1)} × the time of ${before.resources.toLocaleString('en')}`;
      lines.push(`| ${size.resources.toLocaleString('en')} | driftlock, growth | ${growth} | | | | |`);
    }
    before = { ...results.driftlock, resources: size.resources };
    process.stderr.write(`(${(statSync(plan).size / 1e6).toFixed(1)} MB)\n`);
    rmSync(plan);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);
if (process.argv.includes('--write')) writeBetween('bench', lines);

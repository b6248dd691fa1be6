/** `npm run bench`: cold processes over plans of four sizes and a folder, as ratios against floors and peers of the same run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES, makeFolder, RESOURCES } from './made-folder.mjs';
import { cli, measure, onPath, shared, writeBetween } from './measured.mjs';
import { planOf } from './terraform-plan.mjs';

const source = join(shared, 'lab/aws/recorded/create.plan.json');
/** Copies of the 73-resource plan, and runs of each command; the median counts. */
const SIZES = [
  { copies: 1, resources: 73, runs: 15 },
  { copies: 14, resources: 1_022, runs: 9 },
  { copies: 137, resources: 10_001, runs: 5 },
  { copies: 1370, resources: 100_010, runs: 3 },
];
const most = Number(process.argv.find((arg) => arg.startsWith('--most='))?.slice(7) ?? 1370);

function scanning(input) {
  return ['node', cli, 'scan', input, '--profile', 'strict', '-f', 'json'];
}

function parsing(plan) {
  return ['node', '-e', `JSON.parse(require("fs").readFileSync(${JSON.stringify(plan)}))`];
}

/** Each contender: its command over a plan, or undefined where it is not installed. */
function contenders(plan) {
  const opa = onPath('opa');
  const checkov = onPath('checkov');
  const trivy = onPath('trivy');
  const tuned = join(shared, 'peers/rego_tuned/p.rego');
  const all = {
    'node -e 0': ['node', '-e', '0'],
    'read + JSON.parse': parsing(plan),
    driftlock: scanning(plan),
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

function add(line) {
  lines.push(line);
  process.stderr.write(`${line}\n`);
}

/** How many resources the report on an input counts; both ways have to judge the same. */
function counted(input) {
  const { stdout } = spawnSync(process.execPath, scanning(input).slice(1), {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout).input.reduce((sum, { resources }) => sum + resources, 0);
}

/** Times of a folder of configuration, and of the same folder's plan where Terraform is there to make it. */
function addFolder(folder) {
  const plan = planOf(makeFolder(folder));
  const size = { resources: RESOURCES, runs: 9 };
  const floor = measure(size.runs, ['node', '-e', '0']);
  const parse = plan && measure(size.runs, parsing(plan));
  const judged = (input) => {
    if (counted(input) !== RESOURCES) throw new Error(`${input} does not count ${RESOURCES} resources`);
    return measure(size.runs, scanning(input));
  };
  add(row(size, 'node -e 0', floor, floor, parse));
  const ofFolder = judged(folder);
  add(row(size, `driftlock, a folder of ${FILES} files`, ofFolder, floor, parse));
  if (plan === undefined) {
    process.stderr.write('SKIPPED: no terraform to plan the folder with\n');
    return;
  }
  // Away from its folder, which would tell of the plan what it leaves open.
  const alone = join(folder, '..', 'alone.json');
  copyFileSync(plan, alone);
  const ofPlan = judged(alone);
  const filled = judged(plan);
  add(row(size, "read + JSON.parse of the folder's plan", parse, floor, parse));
  add(row(size, "driftlock, the folder's plan alone", ofPlan, floor, parse));
  add(row(size, "driftlock, the folder's plan beside it", filled, floor, parse));
  const ratio = `${(ofFolder.wall / ofPlan.wall).toFixed(1)} × the time of its plan`;
  add(`| ${RESOURCES.toLocaleString('en')} | driftlock, the folder | ${ratio} | | | | |`);
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
      add(row(size, name, results[name], results['node -e 0'], results['read + JSON.parse']));
    }
    if (before) {
      const growth = `${(results.driftlock.wall / before.wall).toFixed(1)} × the time of ${before.resources.toLocaleString('en')}`;
      add(`| ${size.resources.toLocaleString('en')} | driftlock, growth | ${growth} | | | | |`);
    }
    before = { ...results.driftlock, resources: size.resources };
    process.stderr.write(`(${(statSync(plan).size / 1e6).toFixed(1)} MB)\n`);
    rmSync(plan);
  }
  const configuration = join(folder, 'configuration');
  mkdirSync(configuration);
  addFolder(configuration);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);
if (process.argv.includes('--write')) writeBetween('bench', lines);

/**
 * Driftlock beside Checkov and Trivy on the same plans, joined on the aliases of policies: who fails what the others pass.
 * Run by hand, with the peers on the PATH: `npm run compare -- [plan.json…]`; every disagreement has its reason in
 * explained.yaml, and one without ends it with 1.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { PEERS } from './peers.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'dist/cli.js');
const PLANS = ['../shared/lab/aws/recorded/create.plan.json', 'test/fixtures/real/opentofu.plan.json'];

/** A policy that waits for parameters would say nothing. */
const PARAMS = { 'aws.resource.required_tags': { required: ['Owner'] } };
const RANK = ['fail', 'unknown', 'error', 'pass', 'not-applicable'];

function ours(plan) {
  const folder = mkdtempSync(path.join(tmpdir(), 'driftlock-compare-'));
  try {
    const params = path.join(folder, 'params.json');
    writeFileSync(params, JSON.stringify(PARAMS));
    const args = [
      cli,
      'scan',
      plan,
      '--no-config',
      '--profile',
      'strict',
      '--show',
      'all',
      '-f',
      'json',
      '--params',
      params,
    ];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      maxBuffer: 512 * 2 ** 20,
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout).findings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function worst(verdicts) {
  return RANK.find((verdict) => verdicts.includes(verdict));
}

/** `policy|address` → the worst that we say: rules inside a resource have its address. */
function byPolicyAndAddress(findings) {
  const said = new Map();
  for (const { policy, verdict, resource } of findings) {
    const key = `${policy}|${resource.address ?? resource.type}`;
    said.set(key, worst([verdict, said.get(key)]));
  }
  return said;
}

function policiesByAlias() {
  const args = [cli, 'policy', 'list', '--no-config', '-f', 'json'];
  const { policies } = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 }),
  );
  const found = new Map();
  for (const { id, aliases } of policies)
    for (const alias of aliases) found.set(alias, [...(found.get(alias) ?? []), id]);
  return found;
}

function kindOf(mine, theirs) {
  if (mine === undefined || mine === 'not-applicable')
    return theirs === 'fail' ? 'they fail, we do not judge it' : 'agree';
  if (mine === 'unknown' || mine === 'error') return 'ours unknown';
  if (mine === theirs) return 'agree';
  return mine === 'pass' ? 'they fail, we pass' : 'we fail, they pass';
}

/**
 * Trivy names a module's resource by type, name and a hash: it is joined where the plan has one of that type and name. `undefined`
 * where it has several, and nobody can tell which is meant.
 */
function addressOf(address, findings) {
  const name = /^(.*)_[0-9a-f]{32}$/.exec(address)?.[1];
  if (name === undefined) return address;
  const meant = new Set(
    findings.map(({ resource }) => resource.address ?? '').filter((one) => one.endsWith(`.${name}`)),
  );
  return meant.size === 1 ? [...meant][0] : undefined;
}

function isAmbiguous(address, findings) {
  const name = address.split('.').slice(-2).join('.');
  const alike = new Set(
    findings.map(({ resource }) => resource.address ?? '').filter((one) => one.endsWith(`.${name}`)),
  );
  return alike.size > 1;
}

/** Rows of one peer on one plan: what both were asked, in one row per policy, check and address. */
function rowsOf(peer, plan, findings, byAlias) {
  const said = byPolicyAndAddress(findings);
  const rows = new Map();
  const answered = new Set();
  const answers = PEERS[peer]
    .answers(plan)
    .map((one) => ({ ...one, address: addressOf(one.address, findings) }));
  for (const { alias, address, verdict } of answers.filter(({ address: known }) => known !== undefined))
    for (const policy of byAlias.get(alias) ?? []) {
      answered.add(`${policy}|${address}`);
      const key = `${policy}|${alias}|${address}`;
      const theirs = worst([verdict, rows.get(key)?.theirs].filter(Boolean));
      const mine = said.get(`${policy}|${address}`);
      rows.set(key, {
        peer,
        plan: path.basename(plan),
        policy,
        alias,
        address,
        mine,
        theirs,
        kind: kindOf(mine, theirs),
      });
    }
  const asked = new Set([...byAlias].flatMap(([alias, ids]) => (PEERS[peer].alias.test(alias) ? ids : [])));
  for (const [key, mine] of said) {
    const [policy, address] = key.split('|');
    if (mine !== 'fail' || answered.has(key) || !asked.has(policy)) continue;
    if (PEERS[peer].losesModules && isAmbiguous(address, findings)) continue;
    rows.set(key, {
      peer,
      plan: path.basename(plan),
      policy,
      alias: '',
      address,
      mine,
      theirs: undefined,
      kind: 'we fail, they do not judge it',
    });
  }
  return [...rows.values()];
}

/** The reason of a row: the first whose fields are all the row's; `*` at the end of a text stands for any rest. */
function reasonOf(row, reasons) {
  return reasons.find(({ because, ...fields }) =>
    Object.entries(fields).every(([name, wanted]) => {
      if (name === 'whose') return true;
      const has = String(row[name] ?? '');
      return wanted.endsWith('*') ? has.startsWith(wanted.slice(0, -1)) : has === wanted;
    }),
  );
}

const plans = process.argv.length > 2 ? process.argv.slice(2) : PLANS.map((plan) => path.join(root, plan));
const reasons = parse(readFileSync(path.join(import.meta.dirname, 'explained.yaml'), 'utf8')) ?? [];
const byAlias = policiesByAlias();
const rows = plans.flatMap((plan) => {
  const findings = ours(plan);
  return Object.keys(PEERS).flatMap((peer) => rowsOf(peer, plan, findings, byAlias));
});
for (const peer of Object.keys(PEERS)) {
  const own = rows.filter((row) => row.peer === peer);
  const counts = new Map();
  for (const { kind } of own) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  console.log(`${peer} ${PEERS[peer].version()}: ${own.length} answers to the same question`);
  for (const [kind, number] of counts) console.log(`  ${String(number).padStart(4)}  ${kind}`);
}
let open = 0;
for (const row of rows.filter(({ kind }) => kind !== 'agree')) {
  const reason = reasonOf(row, reasons);
  if (reason === undefined) open += 1;
  const why = reason === undefined ? 'NOT EXPLAINED' : `${reason.whose}: ${reason.because.trim()}`;
  console.log(`${row.kind} | ${row.peer} ${row.alias} | ${row.policy} | ${row.plan} ${row.address} | ${why}`);
}
if (open > 0) {
  console.log(`${open} disagreements are not explained in explained.yaml`);
  process.exitCode = 1;
}

/** Documents to start from: the recorded plans and states, cut down to a few resources, and plans from the links' fixtures. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Branch, branchAt, isBranch, listAt, modules, type Tree } from './json-tree.ts';
import type { Random } from './random.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

export interface Source {
  readonly name: string;
  readonly text: string;
}

function source(name: string): Source {
  return { name, text: readFileSync(`${FIXTURES}${name}`, 'utf8') };
}

/** The recordings of the lab: three plans, two states, a state file. */
export const LAB: readonly Source[] = [
  'lab/create.plan.json',
  'lab/drifted.plan.json',
  'lab/clean.plan.json',
  'lab/sensitive.plan.json',
  'lab/applied.state.json',
  'lab/refreshed.state.json',
  'lab/refreshed.tfstate',
  'input/actions_forget_moved_replace_delete_noop_check.json',
].map(source);

/** One plan for each way in which resources are linked. */
export const LINKS: readonly Source[] = readdirSync(`${FIXTURES}links`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => source(`links/${entry.name}/plan.json`));

export function parsed({ text }: Source): Branch {
  return JSON.parse(text) as Branch;
}

const parsedOnce = new Map<string, Branch>();

function kept(one: Source): Branch {
  const known = parsedOnce.get(one.name) ?? parsed(one);
  parsedOnce.set(one.name, known);
  return known;
}

/** The list elements of a document that stand for resources, by section. */
function resourceLists(document: Branch): Tree[][] {
  const values = [
    branchAt(document, 'values'),
    branchAt(document, 'planned_values'),
    branchAt(branchAt(document, 'prior_state'), 'values'),
  ];
  return [
    listAt(document, 'resource_changes'),
    listAt(document, 'resource_drift'),
    listAt(document, 'resources'),
    ...values.flatMap((tree) => [...modules(tree)].map((module) => listAt(module, 'resources'))),
  ];
}

/** What a resource of any section and its configuration block share: the type and the name of the block. */
function blockName(element: Tree): string {
  return isBranch(element) ? `${String(element.type)}.${String(element.name)}` : '';
}

/** The document without the resources that `keep` refuses, neither in any section nor in the configuration. */
export function keepBlocks(document: Branch, keep: (block: string) => boolean): Branch {
  const copy = { ...document };
  for (const section of ['resource_changes', 'resource_drift', 'resources'])
    if (Array.isArray(copy[section])) copy[section] = filtered(copy[section], keep);
  for (const section of ['values', 'planned_values'])
    if (isBranch(copy[section])) copy[section] = cutValues(copy[section], keep);
  const prior = branchAt(copy, 'prior_state');
  if (isBranch(prior?.values)) copy.prior_state = { ...prior, values: cutValues(prior.values, keep) };
  const configuration = branchAt(copy, 'configuration');
  const root = branchAt(configuration, 'root_module');
  if (configuration !== undefined && root !== undefined)
    copy.configuration = { ...configuration, root_module: cutModule(root, keep) };
  return copy;
}

function filtered(list: readonly Tree[], keep: (block: string) => boolean): Tree[] {
  return list.filter((element) => keep(blockName(element)));
}

function cutValues(values: Branch, keep: (block: string) => boolean): Branch {
  const root = branchAt(values, 'root_module');
  return root === undefined ? values : { ...values, root_module: cutModule(root, keep) };
}

/** A module of values (`child_modules`) or of the configuration (`module_calls`). */
function cutModule(module: Branch, keep: (block: string) => boolean): Branch {
  const copy = { ...module };
  if (Array.isArray(copy.resources)) copy.resources = filtered(copy.resources, keep);
  if (Array.isArray(copy.child_modules))
    copy.child_modules = copy.child_modules.map((child) =>
      isBranch(child) ? cutModule(child, keep) : child,
    );
  const calls = branchAt(copy, 'module_calls');
  if (calls !== undefined)
    copy.module_calls = Object.fromEntries(
      Object.entries(calls).map(([name, call]): [string, Tree] => {
        const below = branchAt(call, 'module');
        return [
          name,
          isBranch(call) && below !== undefined ? { ...call, module: cutModule(below, keep) } : call,
        ];
      }),
    );
  return copy;
}

/** Blocks that hang together: a few of these make better plans than a few of any. */
const FAMILIES: readonly RegExp[] = [
  /^aws_s3_/,
  /^aws_(vpc_)?(default_)?security_group/,
  /^aws_iam_/,
  /^aws_(kms|sqs|sns|ebs|cloudtrail)/,
  /^aws_(vpc|subnet|route|network)/,
];

/** A deep copy of the source with at most `most` blocks. */
export function cut(one: Source, most: number, random: Random): Branch {
  const document = kept(one);
  const all = [...new Set(resourceLists(document).flatMap((list) => list.map(blockName)))];
  const family = random.pick(FAMILIES);
  const near = all.filter((block) => family.test(block));
  const pool = near.length > 0 && !random.oneIn(3) ? near : all;
  const chosen = new Set(random.shuffled(pool).slice(0, 1 + random.int(most)));
  return structuredClone(keepBlocks(document, (block) => chosen.has(block)));
}

/**
 * Which defaults the aws provider itself fills in when it plans, from the real plans among the tests' fixtures: an optional
 * attribute that is known although nobody wrote it. Prints what `src/input/hcl/aws.planned.json` is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { typeSchema } from '../src/resource/type-schema.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const VERSION = 'hashicorp/aws 5.100.0';

const FIXTURES = path.resolve(import.meta.dirname, '../test/fixtures');
const PLANS = [
  'lab/create.plan.json',
  'defaults/minimal.plan.json.gz',
  ...readdirSync(path.join(FIXTURES, 'unknowns'), { recursive: true })
    .filter((name) => name.endsWith('create.plan.json.gz'))
    .sort()
    .map((name) => path.join('unknowns', name)),
];

function read(file) {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

/** Blocks of the configuration by address without keys. */
function blocksOf(module, prefix, into) {
  for (const one of module?.resources ?? []) into.set(prefix + one.address, one);
  for (const [name, call] of Object.entries(module?.module_calls ?? {}))
    blocksOf(call.module, `${prefix}module.${name}.`, into);
  return into;
}

function isEmpty(value) {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function note(into, name, value) {
  const text = JSON.stringify(value);
  const known = into.values.get(name);
  if (known === undefined) into.values.set(name, text);
  // What differs follows from something else.
  else if (known !== text) into.values.set(name, null);
}

function emptyNode() {
  return { values: new Map(), blocks: new Map() };
}

function gather(schema, values, expressions, into) {
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const isDefault = attribute.optional && !attribute.computed && !Object.hasOwn(expressions, name);
    if (isDefault && !isEmpty(values[name])) note(into, name, values[name]);
    else if (isDefault) note(into, name, null);
  }
  for (const [name, nested] of Object.entries(schema.blocks)) {
    const written = expressions[name];
    const value = values[name];
    const pairs = Array.isArray(written) && Array.isArray(value) && written.length === value.length;
    if (!pairs || (nested.nesting === 'set' && value.length > 1)) continue;
    const inner = into.blocks.get(name) ?? emptyNode();
    into.blocks.set(name, inner);
    for (const [index, one] of value.entries()) gather(nested.block, one, written[index] ?? {}, inner);
  }
}

function packed({ values, blocks }) {
  const kept = [...values].filter(([, text]) => text !== null && text !== 'null').sort();
  const inner = [...blocks]
    .map(([name, node]) => [name, packed(node)])
    .filter(([, node]) => node !== undefined);
  if (kept.length === 0 && inner.length === 0) return undefined;
  return {
    values: Object.fromEntries(kept.map(([name, text]) => [name, JSON.parse(text)])),
    blocks: Object.fromEntries(inner.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const types = new Map();
for (const name of PLANS) {
  const plan = read(path.join(FIXTURES, name));
  const blocks = blocksOf(plan.configuration?.root_module, '', new Map());
  for (const { address, type, mode, change } of plan.resource_changes ?? []) {
    const block = blocks.get(address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, ''));
    const schema = mode === 'managed' ? typeSchema(PROVIDER, type) : undefined;
    if (schema === undefined || block === undefined || !change.actions.includes('create')) continue;
    const node = types.get(type) ?? emptyNode();
    types.set(type, node);
    gather(schema, change.after, block.expressions ?? {}, node);
  }
}
const all = [...types].map(([type, node]) => [type, packed(node)]).filter(([, node]) => node !== undefined);
const json = { provider: VERSION, types: Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))) };
process.stdout.write(`${JSON.stringify(json, null, 1)}\n`);

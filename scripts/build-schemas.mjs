/** Packs a provider's resource schemas into the two files under src/resource/schemas that load type by type. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const FLAGS = ['required', 'optional', 'computed', 'sensitive', 'write_only', 'deprecated'];

/**
 * Interns equal attribute descriptions and equal blocks. `index` holds, by type, the byte range of its block in
 * `blocks`; a block is `[{attribute: description number}, {block: [start, length, nesting, min, max]}]`.
 */
function pack(schema, provider, version) {
  const descriptions = new Map();
  const places = new Map();
  const lines = [];
  let offset = 0;

  function description(attribute) {
    for (const key of Object.keys(attribute)) {
      if (key !== 'type' && !FLAGS.includes(key)) throw new Error(`attribute key ${key} is not known`);
    }
    const flags = FLAGS.reduce((bits, flag, bit) => bits | (attribute[flag] ? 1 << bit : 0), 0);
    const text = JSON.stringify([attribute.type, flags]);
    if (!descriptions.has(text)) descriptions.set(text, descriptions.size);
    return descriptions.get(text);
  }

  function place(block) {
    const attributes = {};
    const blocks = {};
    for (const [name, item] of Object.entries(block)) {
      if (item.block === undefined || item.nesting === undefined) attributes[name] = description(item);
      else blocks[name] = [...place(item.block), item.nesting, item.min_items ?? 0, item.max_items ?? 0];
    }
    const line = JSON.stringify([attributes, blocks]);
    const known = places.get(line);
    if (known !== undefined) return known;
    if (/[^\x20-\x7e]/.test(line)) throw new Error('a name is not ASCII: byte ranges would be wrong');
    const range = [offset, line.length];
    lines.push(line);
    offset += line.length + 1;
    places.set(line, range);
    return range;
  }

  const types = {};
  for (const type of Object.keys(schema).sort()) types[type] = place(schema[type]);
  return {
    index: `${JSON.stringify({ provider, version, descriptions: [...descriptions.keys()].map((text) => JSON.parse(text)), types })}\n`,
    blocks: `${lines.join('\n')}\n`,
  };
}

const PROVIDERS = [{ name: 'aws', version: '5.100.0' }];
const source = process.argv[2] ?? path.join(root, '../shared/schemas');
for (const { name, version } of PROVIDERS) {
  const file = path.join(source, `${name}-${version}.json.gz`);
  const { index, blocks } = pack(
    JSON.parse(gunzipSync(readFileSync(file)).toString()),
    `hashicorp/${name}`,
    version,
  );
  writeFileSync(path.join(root, `src/resource/schemas/${name}.index.json`), index);
  writeFileSync(path.join(root, `src/resource/schemas/${name}.blocks.ndjson`), blocks);
  console.log(`${name} ${version}: ${index.length} + ${blocks.length} bytes`);
}

import { describe, expect, it } from 'vitest';
import { AWS_COLLECTORS } from '../../../../src/collect/aws/registry.ts';
import type { LiveRecord } from '../../../../src/collect/collector.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';

const loaded = await Promise.all(
  Object.entries(AWS_COLLECTORS).map(async ([id, line]) => ({ id, line, collector: await line.load() })),
);

describe('the collectors of AWS', () => {
  it.each(loaded)('$id: its line says what the collector says', ({ id, line, collector }) => {
    expect(collector.id).toBe(id);
    expect(line.types).toEqual(collector.types);
  });

  it('each type belongs to one', () => {
    const types = loaded.flatMap(({ collector }) => collector.types);
    expect(types.filter((type, place) => types.indexOf(type) !== place)).toEqual([]);
  });

  it.each(loaded)('$id: what it cannot fill is in the schema, of its own types', ({ collector }) => {
    for (const [type, reasons] of Object.entries(collector.notFilled)) {
      expect(collector.types).toContain(type);
      for (const path of Object.keys(reasons))
        expect(pathIn(type, path.split('.')), `${type}.${path}`).toBe(true);
    }
  });

  it.each(loaded)('$id: permissions are actions of one service each, without wildcards', ({ collector }) => {
    expect(collector.permissions.filter((name) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(name))).toEqual([]);
  });
});

function pathIn(type: LiveRecord['type'], path: readonly string[]): boolean {
  let block = typeSchema('hashicorp/aws', type) as
    | { readonly attributes: object; readonly blocks: Readonly<Record<string, { readonly block: never }>> }
    | undefined;
  for (const [depth, name] of path.entries()) {
    if (block === undefined) return false;
    if (Object.hasOwn(block.attributes, name)) return depth === path.length - 1;
    if (!Object.hasOwn(block.blocks, name)) return false;
    block = block.blocks[name]?.block;
  }
  return true;
}

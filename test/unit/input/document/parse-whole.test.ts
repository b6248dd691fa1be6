import { describe, expect, it } from 'vitest';
import { parseWhole } from '../../../../src/input/document/parse-whole.ts';

/** Large enough that something is worth leaving out. */
const FILLER = 'ä'.repeat(300_000);

function parsed(text: string) {
  const { json, planned } = parseWhole('plan.json', Buffer.from(text));
  if (planned === undefined) return { json, leftOut: false };
  return { json: { ...(json as object), planned_values: planned() }, leftOut: true };
}

describe('parseWhole', () => {
  it('leaves planned values out and gives them when asked', () => {
    const text = ` {"format_version":"1.2","planned_values":{"root_module":{"x":"${FILLER}"}},"resource_changes":[1]}\n`;
    expect(parsed(text)).toEqual({ json: JSON.parse(text), leftOut: true });
  });

  it('takes the last of two like keys', () => {
    for (const last of ['{"b":2}', 'null', '"x"']) {
      const text = `{"planned_values":{"a":"${FILLER}"},"planned_values":${last}}`;
      expect(parsed(text)).toEqual({ json: JSON.parse(text), leftOut: false });
    }
  });

  it.each([
    ['they come behind other sections', `{"resource_changes":[],"planned_values":{"a":"${FILLER}"}}`],
    ['the key is another one', `{"planned":{"planned_values":{"a":"${FILLER}"}}}`],
    ['the document is small', '{"planned_values":{},"resource_changes":[]}'],
    ['the document is a list', `[{"planned_values":"${FILLER}"}]`],
  ])('leaves nothing out where %s', (_, text) => {
    expect(parsed(text)).toEqual({ json: JSON.parse(text), leftOut: false });
  });

  it('refuses what JSON.parse refuses, in the planned values too', () => {
    const good = `{"planned_values":{"a":"${FILLER}"},"resource_changes":[]}`;
    for (const text of [
      good.slice(0, -1),
      `${good}x`,
      good.replace('{"a"', '{a'),
      good.replace('[]', '[1,]'),
    ])
      expect(() => parsed(text)).toThrow();
  });
});

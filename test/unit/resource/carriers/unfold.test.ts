/** Folding loses nothing: over the recorded states, state → folded → unfolded is the state. */
import { describe, expect, it } from 'vitest';
import { unfold } from '../../../../src/resource/carriers/unfold.ts';
import { canonicalIamDocument } from '../../../../src/resource/documents/iam-document.ts';
import type { Json } from '../../../../src/resource/resource.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';
import { isRecorded, normalised, stateResources } from '../recorded.ts';

describe.skipIf(!isRecorded)('unfold over the lab', () => {
  it.each(['applied.state.json', 'refreshed.state.json'])('gives %s back', (name) => {
    const raws = stateResources(name);
    const records = raws.flatMap((raw) => shape(raw, typeSchema(raw.provider, raw.type)));
    expect(records.length).toBeGreaterThan(raws.length);
    const back = unfold(records);
    const iam = (document: Json) => canonicalIamDocument(document) as Json;
    expect(back.map(({ type, address, values }) => ({ type, address, values }))).toEqual(
      raws.map((raw) => ({ type: raw.type, address: raw.address, values: normalised(raw, iam) })),
    );
    expect(back.filter(({ declared }) => declared !== undefined)).toEqual([]);
  });

  it('gives sensitive places and ids back', () => {
    for (const raw of stateResources('refreshed.state.json')) {
      const schema = typeSchema(raw.provider, raw.type);
      const [record] = unfold(shape(raw, schema));
      expect(record?.id, raw.address).toBe(raw.values.id);
    }
  });
});

import { expect, it } from 'vitest';
import { batches } from '../../../src/collect/batches.ts';

async function batched(items: readonly number[], most: number): Promise<(readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for await (const batch of batches(items, most)) found.push(batch);
  return found;
}

it('puts items together in their order, the rest last', async () => {
  expect(await batched([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(await batched([1, 2], 2)).toEqual([[1, 2]]);
});

it('gives no empty batch', async () => {
  expect(await batched([], 2)).toEqual([]);
});

it('gives a batch before the listing fails', async () => {
  async function* failing() {
    yield 1;
    yield 2;
    throw new Error('denied');
  }
  const found: unknown[] = [];
  await expect(async () => {
    for await (const batch of batches(failing(), 2)) found.push(batch);
  }).rejects.toThrow('denied');
  expect(found).toEqual([[1, 2]]);
});

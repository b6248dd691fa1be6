import { expect, it } from 'vitest';
import { namePrefix } from '../../../../src/collect/aws/name-prefix.ts';

it.each([
  ['jobs-20261121160640153800000002', '', 'jobs-'],
  ['terraform-2026112116064015380000000A', '', 'terraform-'],
  ['jobs-20261121160640153800000002.fifo', '.fifo', 'jobs-'],
  ['jobs-20261121160640153800000002.fifo', '', undefined],
  ['jobs-20261121160640153800000002', '.fifo', undefined],
  ['20261121160640153800000002', '', undefined],
  ['jobs-2026112116064015380000000', '', undefined],
  ['jobs', '', undefined],
  ['', '', undefined],
  [undefined, '', undefined],
])('of %j before %j is %j', (name, ending, prefix) => {
  expect(namePrefix(name, ending)).toBe(prefix);
});

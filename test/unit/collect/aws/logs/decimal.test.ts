import { expect, it } from 'vitest';
import { decimal } from '../../../../../src/collect/aws/logs/decimal.ts';

// As Go's strconv.FormatFloat(number, 'f', -1, 64) writes them.
it.each([
  [0, '0'],
  [1, '1'],
  [-0.25, '-0.25'],
  [1e20, '100000000000000000000'],
  [1e21, '1000000000000000000000'],
  [-1.5e22, '-15000000000000000000000'],
  [1e23, '100000000000000000000000'],
  [1e-7, '0.0000001'],
  [-1.25e-10, '-0.000000000125'],
  [5e-324, `0.${'0'.repeat(323)}5`],
])('%d is %s', (number, text) => {
  expect(decimal(number)).toBe(text);
});

import { expect, it } from 'vitest';
import { fromTexts, namesOf } from '../../../../src/collect/aws/from-texts.ts';

const TABLE = {
  texts: { a_text: 'AText', inherited: 'toString' },
  numbers: { a_number: 'ANumber' },
  flags: { a_flag: 'AFlag' },
};

it.each([
  [
    { AText: '7', ANumber: '7', AFlag: 'true' },
    { a_text: '7', a_number: 7, a_flag: true },
  ],
  [
    { AText: '', ANumber: '-1', AFlag: 'False' },
    { a_text: '', a_number: -1, a_flag: false },
  ],
  [
    { ANumber: 'many', AFlag: 'yes' },
    { a_number: 'many', a_flag: 'yes' },
  ],
  [
    { ANumber: '1e3', AFlag: '' },
    { a_number: '1e3', a_flag: '' },
  ],
  [{ ANumber: '12345678901234567890' }, { a_number: '12345678901234567890' }],
  [{ Other: 'x', AText: undefined }, {}],
])('maps %j', (given, values) => {
  expect(fromTexts(given, TABLE)).toEqual(values);
});

it('names all attributes', () => {
  expect(namesOf(TABLE)).toEqual(['a_text', 'inherited', 'a_number', 'a_flag']);
});

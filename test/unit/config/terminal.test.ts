import { describe, expect, test } from 'vitest';
import { fileTerminal, terminalOf } from '../../../src/config/terminal.ts';

describe('terminalOf', () => {
  test.each([
    ['a terminal', true, 80, {}, true],
    ['no terminal', true, undefined, {}, false],
    ['--no-color', false, 80, { FORCE_COLOR: '1' }, false],
    ['NO_COLOR', true, 80, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, 80, { NO_COLOR: '' }, true],
    ['FORCE_COLOR', true, undefined, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', true, 80, { FORCE_COLOR: '0' }, false],
    ['NO_COLOR over FORCE_COLOR', true, 80, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['a dumb terminal', true, 80, { TERM: 'dumb' }, false],
    ['CI without a terminal', true, undefined, { CI: 'true' }, false],
  ])('colour with %s', (_, flag, columns, environment, colour) => {
    expect(terminalOf(flag, columns, environment).colour).toBe(colour);
  });

  test.each([
    [80, {}, 80],
    [undefined, {}, 100],
    [undefined, { COLUMNS: '72' }, 72],
    [undefined, { COLUMNS: 'wide' }, 100],
    [20, {}, 40],
    [500, {}, 140],
    [0, {}, 100],
  ])('width with columns %s and %j', (columns, environment, width) => {
    expect(terminalOf(true, columns, environment).width).toBe(width);
  });

  test('a file has no colour', () => {
    expect(fileTerminal({ FORCE_COLOR: '1' })).toEqual({ colour: false, width: 100 });
  });
});

/** The table of tests, whole. */
import { expect, it } from 'vitest';
import { testTable } from '../../../../src/report/tests/table.ts';
import { visibleText } from '../../../../src/visible-text.ts';
import { RUN } from './run.ts';

const PLAIN = { colour: false, width: 100, verbose: false };

it('lists what did not pass, coverage and counts, and nothing that a terminal or a CI system obeys', () => {
  const text = testTable(RUN, PLAIN);
  expect(`\n${text}`).toMatchInlineSnapshot(`
    "
    ✖ failed   p_test.test_a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}\\n::error::x\\n\\t##[x]  p/a_test.rego:3
        p/a_test.rego:4:2
          x == {
            "a": 1,
          }
            x = a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}\\n::error::x\\n\\t##[x]
            y = undefined
          since
            p/a.rego:4:2
              input.z
        printed
          a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}
          ·::error::x
            ·##[x]

    ✖ failed   p_test.test_cases  p/a_test.rego:3
        case b / c
          p/a_test.rego:4:2
            x > 1
        case d: failed

    ! error    p_test.test_error  p/b_test.rego:3
        p/b.rego:9: two
          values

    ! ended    p_test.test_slow  p/b_test.rego:3
        took longer than 1 second and was ended

    ○ skipped  p_test.todo_test_b  p/b_test.rego:3

     50.0 %  p/a.rego       not run: 4, 6–7
    100.0 %  p/a_test.rego
     99.9 %  of 10 lines, less than the 100 % asked for

    2 passed, 3 failed, 1 error, 1 ended for taking too long, 1 skipped
    "
  `);
  for (const line of text.split('\n')) {
    expect(line).toBe(visibleText(line));
    expect(line).not.toMatch(/^\s*(::|##)/);
  }
});

it('lists passed tests, and passed cases, where it is to say all', () => {
  const lines = testTable(RUN, { ...PLAIN, verbose: true }).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '✔ passed   p_test.test_a  p/a_test.rego:3',
    '    printed',
    '      printed',
  ]);
  expect(lines).toContain('    case a: passed');
  expect(lines).toContain('    case d: failed');
});

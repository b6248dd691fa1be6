/** Text that would format, link or hide in Markdown shows as it is. */
import { describe, expect, test } from 'vitest';
import { markdownCode, markdownLink, markdownProse, markdownText } from '../../../src/report/markdown.ts';

describe('a text on one line', () => {
  test.each([
    ['plain words, aws_s3_bucket too.', 'plain words, aws_s3_bucket too.'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['[x](javascript:alert(1)) ![y](z)', '\\[x\\](javascript:alert(1)) !\\[y\\](z)'],
    ['a | b', 'a \\| b'],
    ['*a* _b_ __c__ ~~d~~ `e` $f$', '\\*a\\* \\_b\\_ \\_\\_c\\_\\_ \\~\\~d\\~\\~ \\`e\\` \\$f\\$'],
    ['&lt; &amp;', '\\&lt; \\&amp;'],
    ['a\\', 'a\\\\'],
    ['# heading #', '\\# heading \\#'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['1. item', '1\\. item'],
    ['1) item', '1\\) item'],
    ['1.5 GB', '1\\.5 GB'],
    ['=== a', '\\=== a'],
    ['--- a', '\\--- a'],
    ['> quote', '\\> quote'],
    ['two\n\n# lines\r\n\tand more', 'two \\# lines and more'],
    ['\u202egnp.exe', '\\\\u{202e}gnp.exe'],
    ['\u001b[31mred', '\\\\u{1b}\\[31mred'],
    ['a <!-- b', 'a \\<!-- b'],
  ])('%j', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});

describe('a text of several lines', () => {
  test.each([
    ['one\ntwo\n\nthree', 'one two\n\nthree'],
    ['set `a_b` and `*`', 'set `a_b` and `*`'],
    ['a ` that nothing closes *', 'a \\` that nothing closes \\*'],
    ['`a` ` *b*', '`a` \\` \\*b\\*'],
    ['```\n<b>\n```', '\\`\\`` <b> `\\`\\`'],
    ['\n\n- a\n\n`- b`\n\n', '\\- a\n\n`- b`'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(markdownProse(text)).toBe(expected);
  });
});

describe('a text as code', () => {
  test.each([
    ['aws_*', '`aws_*`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``a', '``` ``a ```'],
    ['a|b *', '<code>a&#124;b &#42;</code>'],
    ['\\|', '<code>&#92;&#124;</code>'],
    ['a\nb', '`a b`'],
    ['', '`  `'],
    ['<b>', '`<b>`'],
  ])('%j', (text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });
});

describe('a link', () => {
  test.each([
    ['https://example.org/a_(b)#c', '<https://example.org/a_(b)#c>'],
    ['javascript:alert(1)', '`javascript:alert(1)`'],
    ['https://a b', '`https://a b`'],
    ['https://a>b', '`https://a>b`'],
    ['https://a\u202eb', '`https://a\\u{202e}b`'],
  ])('%j', (target, expected) => {
    expect(markdownLink(target)).toBe(expected);
  });
});

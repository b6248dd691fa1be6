/** Prose stays prose; what a site would link, format or obey is code. */
import { expect, test } from 'vitest';
import { commentText } from '../../../../src/report/comment/comment-text.ts';

test.each([
  ['port 22 (SSH) is open to ::/0', 'port 22 (SSH) is open to `::/0`'],
  [
    '54 resources (2), and 47 more (--show all lists them)',
    '54 resources (2), and 47 more (`--show` all lists them)',
  ],
  ['@team: see #1', '`@team`: see `#1`'],
  ['fails if `values.policy`, `f(a, b)`', 'fails if `values.policy`, `f(a, b)`'],
  ['a ` that nothing closes', 'a `` ` `` that nothing closes'],
  ['`a`@x', '`a @x`'],
  ['1. x', '`1.` x'],
  ['/close', '`/close`'],
  ['aws_s3_bucket.logs is not encrypted', 'aws_s3_bucket.logs is not encrypted'],
  ['see GH-12 or deadbeef1', 'see `GH-12` or `deadbeef1`'],
  ['www.evil.example', '`www.evil.example`'],
  ["<b>don't</b>", "`<b>don't</b>`"],
  ['', ''],
])('%j', (text, expected) => {
  expect(commentText(text)).toBe(expected);
});

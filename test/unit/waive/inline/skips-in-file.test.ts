/** Skip comments of a file, as the reader of configurations places them; trivy's cases are those of its own tests. */
import { describe, expect, test } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { loadHcl } from '../../../../src/toolchain/hcl.ts';
import type { ParsedFile } from '../../../../src/toolchain/hcl-types.ts';
import { type PlacedSkip, skipsInFile } from '../../../../src/waive/inline/skips-in-file.ts';
import { NOW } from '../waiver-file.ts';

const hcl = await loadHcl();

/** Milliseconds of the last call, without what the reader of configurations takes. */
let taken = 0;

function skipsOf(text: string, which: 'all' | 'own' = 'all'): PlacedSkip[] {
  const parsed = hcl.parse({ 'a.tf': text })['a.tf'];
  if (parsed === undefined) throw new Error('nothing was parsed');
  const begun = performance.now();
  const skips = found(text, parsed, which);
  taken = performance.now() - begun;
  return skips;
}

function found(text: string, parsed: ParsedFile, which: 'all' | 'own'): PlacedSkip[] {
  return skipsInFile('infra/a.tf', text, parsed, { which, now: NOW, longestTerm: 365 });
}

/** What each is about: lines of its block, and of the part in it. */
function targets(text: string): string[] {
  return skipsOf(text).map(({ said, target: { block, lines } }) => {
    const part = lines === undefined ? '' : ` in ${lines.startLine}-${lines.endLine}`;
    return `${said} @ ${block.startLine}-${block.endLine}${part}`;
  });
}

const OWN = 'driftlock:ignore aws.s3.bucket_logging reason="no need" until=2027-01-31';

describe('driftlock:ignore', () => {
  test('says what, why and until when', () => {
    const text = `resource "a" "b" {
  /* driftlock:ignore aws.s3.bucket_logging,CKV_AWS_21 reason="said \\"so\\"" until=2027-01-31
     owner=x */
  // driftlock:ignore aws.s3.* CKV_AWS_1 until=2027-01-31 owner=me ticket=T-1 approver="the ciso" reason=short
}`;
    expect(skipsOf(text)).toEqual([
      {
        tool: 'driftlock',
        said: 'driftlock:ignore aws.s3.bucket_logging CKV_AWS_21',
        names: ['aws.s3.bucket_logging', 'CKV_AWS_21'],
        reason: 'said "so"',
        expires: '2027-01-31',
        line: 2,
        column: 3,
        target: { block: { startLine: 1, endLine: 5 } },
      },
      {
        tool: 'driftlock',
        said: 'driftlock:ignore aws.s3.* CKV_AWS_1',
        names: ['aws.s3.*', 'CKV_AWS_1'],
        reason: 'short',
        owner: 'me',
        approver: 'the ciso',
        ticket: 'T-1',
        expires: '2027-01-31',
        line: 4,
        column: 3,
        target: { block: { startLine: 1, endLine: 5 } },
      },
    ]);
  });

  test.each([
    ['above', `# ${OWN}\nresource "a" "b" {}`, ['2-2']],
    ['above, with other comments between', `// ${OWN}\n# why\n/* and\nmore */\nmodule "b" {\n}`, ['5-6']],
    ['in a data block', `data "a" "b" {\n  x = 1 # ${OWN}\n}`, ['1-3']],
    ['in a nested block', `resource "a" "b" {\n  ingress {\n    # ${OWN}\n  }\n}`, ['1-5']],
    ['on the first line', `resource "a" "b" { # ${OWN}\n}`, ['1-2']],
    ['behind a block of one line', `resource "a" "b" {} # ${OWN}`, ['1-1']],
    ['behind one block and above another', `resource "a" "b" {} # ${OWN}\nresource "a" "c" {}`, ['1-1']],
    ['above, with an empty line between', `# ${OWN}\n\nresource "a" "b" {}`, []],
    ['below', `resource "a" "b" {}\n# ${OWN}`, []],
    ['in a text', `resource "a" "b" {\n  x = "# ${OWN.replaceAll('"', "'")}"\n}`, []],
    ['in a text of several lines', `resource "a" "b" {\n  x = <<EOT\n# ${OWN}\nEOT\n}`, []],
    ['in prose', `resource "a" "b" {\n  # use driftlock:ignore here\n}`, []],
  ])('%s', (_, text, lines) => {
    expect(targets(text).map((one) => one.split(' @ ')[1])).toEqual(lines);
  });

  test.each([
    ['', ':1:1', 'the comment names no policy'],
    [' a.b until=2027-01-31', ':1:1', 'the comment lacks reason'],
    [' a.b reason=""  until=2027-01-31', ':1:1', 'the comment lacks reason'],
    [' a.b reason=x', ':1:1', 'the comment lacks until'],
    [' a.b reason=x until=soon', ':1:1', 'until: there is no day soon'],
    [' a.b reason=x until=2027-02-30', ':1:1', 'until: there is no day 2027-02-30'],
    [' a.b reason=x until=2028-01-01', ':1:1', /^the comment holds for \d+ days from today, and 365/],
    [' a.b reason=x until=2027-01-31 until=2027-01-30', ':1:1', 'the comment has until twice'],
    [' a.b reson=x until=2027-01-31', ':1:1', 'the comment has an unknown key "reson"'],
    [' a.b reason="x until=2027-01-31', ':1:1', /^the comment is not read from here on: reason="x/],
  ])('refuses "%s"', (rest, where, message) => {
    const text = `# driftlock:ignore${rest}\nresource "a" "b" {}`;
    let error: unknown;
    try {
      skipsOf(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DriftlockError);
    const { where: place, message: said } = error as DriftlockError;
    expect(place).toBe(`infra/a.tf${where}`);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });
});

describe('checkov:skip', () => {
  test.each([
    [
      'resource "a" "b" {\n  #checkov:skip=CKV_AWS_20:The bucket is public\n}',
      ['CKV_AWS_20'],
      'The bucket is public',
    ],
    ['resource "a" "b" {\n  # checkov:skip=CKV_AWS_20:"quoted"\n}', ['CKV_AWS_20'], 'quoted'],
    ['resource "a" "b" {\n  x = 1 // checkov:skip=CKV_AWS_20\n}', ['CKV_AWS_20'], 'no reason given'],
    [
      'resource "a" "b" {\n  # bridgecrew:skip= CKV2_AWS_6,CKV_AWS_1:x: y\n}',
      ['CKV2_AWS_6', 'CKV_AWS_1'],
      'x: y',
    ],
    ['resource "a" "b" {\n  /* why\n   * cortex:skip=CKV_AWS_20:z\n   */\n}', ['CKV_AWS_20'], 'z'],
  ])('%s', (text, names, reason) => {
    expect(skipsOf(text)).toMatchObject([{ tool: 'checkov', names, reason }]);
    expect(skipsOf(text, 'own')).toEqual([]);
  });

  test('counts between the first and the last line of a block alone', () => {
    expect(targets('#checkov:skip=CKV_AWS_20:x\nresource "a" "b" {\n}')).toEqual([]);
    expect(targets('resource "a" "b" { #checkov:skip=CKV_AWS_20:x\n}')).toEqual([]);
    expect(targets('resource "a" "b" {\n} #checkov:skip=CKV_AWS_20:x')).toEqual([]);
    expect(targets('resource "a" "b" {\n  #checkov:skip=CKV_AWS_20:x\n}')).toEqual([
      'checkov:skip=CKV_AWS_20 @ 1-3',
    ]);
  });
});

describe.each(['tfsec', 'trivy'])('%s:ignore', (tool) => {
  test.each([
    ['above a block', `// ${tool}:ignore:*\nresource "a" "b" {}`, ['2-2']],
    [
      'several above a block',
      `// ${tool}:ignore:*\n// ${tool}:ignore:a\nresource "a" "b" {\n}`,
      ['3-4', '3-4'],
    ],
    ['not beyond an empty line', `#${tool}:ignore:*\n\n#${tool}:ignore:x\nresource "a" "b" {}`, ['4-4']],
    ['not beyond another comment', `#${tool}:ignore:*\n# why\nresource "a" "b" {}`, []],
    ['above an attribute', `resource "a" "b" {\n  # ${tool}:ignore:a\n  bucket = ""\n}`, ['1-4 in 3-3']],
    [
      'beside an attribute',
      `resource "a" "b" {\n  bucket = "" # ${tool}:ignore:a\n  acl = ""\n}`,
      ['1-4 in 2-2'],
    ],
    [
      'above an attribute with another beside it',
      `resource "a" "b" {\n  # ${tool}:ignore:a\n  bucket = "" # ${tool}:ignore:b\n  acl = ""\n}`,
      ['1-5 in 3-3', '1-5 in 3-3'],
    ],
    [
      'above a nested block',
      `resource "a" "b" {\n  # ${tool}:ignore:a\n  ingress {\n    x = 1\n  }\n}`,
      ['1-6 in 3-5'],
    ],
    ['beside the first line', `resource "a" "b" { # ${tool}:ignore:a\n  x = 1\n}`, ['1-3']],
    ['above a module', `# ${tool}:ignore:a\nmodule "m" {\n}`, ['2-3']],
    ['for some values alone', `# ${tool}:ignore:*[acl=private]\nresource "a" "b" {}`, []],
    ['for a workspace', `# ${tool}:ignore:a:ws:prod\nresource "a" "b" {}`, []],
    ['with a day that is none', `# ${tool}:ignore:a:exp:2221-13-02\nresource "a" "b" {}`, []],
    ['in the middle of a word', `# x${tool}:ignore:a\nresource "a" "b" {}`, []],
  ])('%s', (_, text, lines) => {
    expect(targets(text).map((one) => one.split(' @ ')[1])).toEqual(lines);
  });

  test.each([
    ['AVD-AWS-0089', 'AWS-0089'],
    ['avd-aws-0089', 'AWS-0089'],
    ['AWS-0089', 'AWS-0089'],
    ['aws-s3-enable-logging', 'AWS-0089'],
    ['aws-s3-enable-bucket-logging', 'AWS-0089'],
    ['s3-bucket-logging', 'AWS-0089'],
    ['aws-s3-block-public-acls', 'AWS-S3-BLOCK-PUBLIC-ACLS'],
    ['constructor', 'CONSTRUCTOR'],
    ['*', '*'],
  ])('%s is %s', (id, name) => {
    expect(skipsOf(`#${tool}:ignore:${id}\nresource "a" "b" {}`)).toMatchObject([{ names: [name] }]);
  });

  test('ends with the beginning of its day, and has what else the line says as reason', () => {
    const text = `#${tool}:ignore:AWS-0089:exp:2027-01-31 ${tool}:ignore:AWS-0090 - TODO: turn it on\nresource "a" "b" {}`;
    expect(skipsOf(text)).toMatchObject([
      { names: ['AWS-0089'], expires: '2027-01-30', reason: 'TODO: turn it on' },
      { names: ['AWS-0090'], reason: 'TODO: turn it on' },
    ]);
    expect(skipsOf(text)[1]?.expires).toBe(undefined);
  });
});

test('lines end with CR LF as well', () => {
  expect(targets(`# ${OWN}\r\nresource "a" "b" {\r\n  # checkov:skip=CKV_AWS_1:x\r\n}\r\n`)).toEqual([
    'driftlock:ignore aws.s3.bucket_logging @ 2-4',
    'checkov:skip=CKV_AWS_1 @ 2-4',
  ]);
  expect(skipsOf('resource "a" "b" {\r\n  # checkov:skip=CKV_AWS_1:x\r\n}\r\n')[0]?.reason).toBe('x');
});

test('a line of stars takes no time', () => {
  const stars = '*'.repeat(200_000);
  expect(targets(`/${stars}x driftlock:ignore\nresource "a" "b" {}\n${stars} */`)).toEqual([]);
  expect(taken).toBeLessThan(2_000);
});

test('ten thousand comments take no time', () => {
  const text = `resource "a" "b" {\n${'  # trivy:ignore:a checkov:skip=CKV_AWS_1:x\n'.repeat(10_000)}  x = 1\n}`;
  expect(skipsOf(text).length).toBe(20_000);
  expect(taken).toBeLessThan(2_000);
});

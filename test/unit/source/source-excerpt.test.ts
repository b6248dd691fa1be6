import { expect, test } from 'vitest';
import type { Path } from '../../../src/resource/resource.ts';
import { openConfiguration } from '../../../src/source/configuration.ts';
import { placedIn } from '../../../src/source/finding-location.ts';
import { sourceExcerpt } from '../../../src/source/source-excerpt.ts';
import { madeRepository } from './made-repository.ts';

const MAIN = `resource "aws_db_instance" "d" {
  password = "hunter2hunter2" # and "behind"
  nested {
    password = <<-EOT
      hunter3
    EOT
    deep {
      other = [
        "x",
      ]
    }
  }
  tags = { Token = "hunter4" }
}
resource "aws_db_instance" "one" { password = "hunter5" }
module "gone" { source = "hunter6" }
${'resource "aws_x" "long" {\n  many = <<E\n'}${'line\n'.repeat(40)}E\n}
`;

/** Lines with what is marked between ‹ ›. */
function excerpt(address: string, path: Path, sensitive: readonly Path[] = [], main = MAIN): string[] {
  const root = madeRepository({ 'main.tf': main });
  const finding = { resource: { address, type: address.split('.')[0] ?? '', scope: {} } };
  const placed = placedIn(openConfiguration(root, root), finding, [{ path, members: [] }]);
  if (placed === undefined) return [];
  const { file, lines, more } = sourceExcerpt(placed, sensitive);
  expect(file).toBe('main.tf');
  const shown = lines.map(({ line, text, marked }) => {
    if (marked === undefined) return `${line} ${text}`;
    const [start, end] = [marked.start - 1, marked.end - 1];
    return `${line} ${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
  });
  return more === undefined ? shown : [...shown, `and ${more}`];
}

test('where blocks begin, and what decides', () => {
  expect(excerpt('aws_db_instance.d', ['nested', 0, 'deep', 0, 'other'])).toEqual([
    '1 resource "aws_db_instance" "d" {',
    '3   nested {',
    '7     deep {',
    '8       ‹other = [›',
    '9         ‹"x",›',
    '10       ‹]›',
  ]);
  expect(excerpt('aws_db_instance.d', ['tags'])).toEqual([
    '1 resource "aws_db_instance" "d" {',
    '13   ‹tags = { Token = "hunter4" }›',
  ]);
  expect(excerpt('aws_db_instance.d', ['nothing'])).toEqual(['1 ‹resource "aws_db_instance" "d" {›']);
});

test('what is sensitive is not told, wherever it is written', () => {
  const told = [
    excerpt('aws_db_instance.d', ['password'], [['values', 'password']]),
    excerpt('aws_db_instance.d', ['nested', 0, 'password'], [['values', 'nested', 3, 'password']]),
    excerpt('aws_db_instance.d', ['tags'], [['tags', 'Token']]),
    excerpt('aws_db_instance.d', ['password'], [['values']]),
    excerpt('aws_db_instance.d', ['nested', 0, 'password'], [[]]),
    excerpt('aws_db_instance.one', ['nothing'], [['values', 'password']]),
    excerpt('module.gone.aws_x.y', ['nothing']),
  ];
  expect(told).toEqual([
    ['1 resource "aws_db_instance" "d" {', '2   ‹password = (sensitive)›'],
    ['1 resource "aws_db_instance" "d" {', '3   nested {', '4     ‹password = (sensitive)›'],
    ['1 resource "aws_db_instance" "d" {', '13   ‹tags = (sensitive)›'],
    ['1 resource "aws_db_instance" "d" {', '2   ‹password = (sensitive)›'],
    ['1 resource "aws_db_instance" "d" {', '3   nested {', '4     ‹password = (sensitive)›'],
    ['15 ‹resource "aws_db_instance" "one" { password = (sensitive)›'],
    ['16 ‹module "gone" { source = (sensitive)›'],
  ]);
  expect(JSON.stringify(told)).not.toContain('hunter');
});

test('of what is long the beginning', () => {
  const lines = excerpt('aws_x.long', ['many']);
  expect(lines.slice(0, 3)).toEqual(['17 resource "aws_x" "long" {', '18   ‹many = <<E›', '19 ‹line›']);
  expect(lines.slice(-2)).toEqual(['29 ‹line›', 'and 30']);
  const wide = excerpt(
    'aws_x.a',
    ['b'],
    [],
    `resource "aws_x" "a" {\r\n  b = "${'x'.repeat(50_000)}"\r\n}\r\n`,
  );
  expect(wide.map((line) => line.length)).toEqual([24, 10_004]);
});

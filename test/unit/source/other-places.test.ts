import { expect, test } from 'vitest';
import type { Path } from '../../../src/resource/resource.ts';
import { marked } from './marked-text.ts';

test('what an override says counts, and stands in its own file', () => {
  const files = {
    'main.tf': 'resource "aws_x" "a" {\n  b = 1\n  c = 1\n  d {\n    e = 1\n  }\n}\n',
    'x_override.tf': 'resource "aws_x" "a" {\n  c = 2\n}\n',
    'override.tf': '\nresource "aws_x" "a" {\n  c = 0\n  d {\n    f = 2\n  }\n}\n',
  };
  const of = (...path: Path) => marked(files, { address: 'aws_x.a', decided: [['values', ...path]] });
  expect([of('b'), of('c'), of('d', 0, 'e'), of('d', 0, 'f'), of('g')]).toEqual([
    'main.tf:2 b = 1 in 1-7',
    'x_override.tf:2 c = 2 in 1-3',
    'override.tf:4 d { in 2-7',
    'override.tf:5 f = 2 in 2-7',
    'main.tf:1 resource "aws_x" "a" { in 1-7',
  ]);
});

test('JSON', () => {
  const files = {
    'a.tf.json': `{"resource": {"aws_x": {"a": {
  "tags": {"Owner":
    "x"},
  "one": {"b": 1},
  "many": [{"c": 1},
    {"c": 2}],
  "dynamic": {"made": {"content": {
    "d": 1}}}
}}}}`,
  };
  const values = { many: [{ c: 2 }, { c: 1 }] };
  const of = (...path: Path) => marked(files, { address: 'aws_x.a', values, decided: [path] });
  expect([
    of('tags', 'Owner'),
    of('values', 'one', 0, 'b'),
    of('values', 'many', 0, 'c'),
    of('values', 'made', 2, 'd'),
    of('values', 'many'),
    of('values', 'none'),
  ]).toEqual([
    'a.tf.json:2 "Owner":⏎    "x" in 1-9',
    'a.tf.json:4 "b": 1 in 1-9',
    'a.tf.json:6 "c": 2 in 1-9',
    'a.tf.json:8 "d": 1 in 1-9',
    'a.tf.json:5 "many": [{"c": 1},⏎    {"c": 2}] in 1-9',
    'a.tf.json:1 "a": { in 1-9',
  ]);
});

test('of a module that is not there the call, of an account its provider, of what is not declared nothing', () => {
  const files = {
    'main.tf':
      'module "m" {\n  source  = "a/b/c"\n  version = "1"\n}\nprovider "aws" {\n  region = "eu-west-1"\n}\nremoved {\n  from = aws_x.gone\n}\n',
  };
  expect(
    [
      { address: 'module.m.aws_x.a', decided: [['values', 'version']] },
      { type: 'driftlock_aws_account', id: 'provider.aws' },
      { type: 'driftlock_aws_account', id: '123456789012' },
      { address: 'aws_x.gone' },
      { address: 'aws_x.never' },
      { address: 'no address' },
      {},
    ].map((about) => marked(files, about)),
  ).toEqual([
    'main.tf:1 module "m" { in 1-4',
    'main.tf:5 provider "aws" { in 5-7',
    undefined,
    'main.tf:8 removed { in 8-10',
    undefined,
    undefined,
    undefined,
  ]);
});

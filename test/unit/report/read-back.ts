/** Reports read by the parsers of Python, which were not written with the reporters. */
import { spawnSync } from 'node:child_process';

export const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('SKIPPED: reading reports back needs python3 in PATH');

/** What a program of Python prints as JSON of the text on its standard input. */
export function byPython(program: string, text: string): unknown {
  const run = spawnSync('python3', ['-c', program], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const XML = `
import json, sys, xml.etree.ElementTree as tree
def told(node): return [node.tag, dict(node.attrib), node.text or '', [told(each) for each in node]]
print(json.dumps(told(tree.fromstring(sys.stdin.buffer.read()))))`;

export type Node = readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
  text: string,
  below: readonly Node[],
];

export function xmlNodes(text: string): Node {
  return byPython(XML, text) as Node;
}

const CSV = `
import csv, io, json, sys
csv.field_size_limit(2**30)
text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')
print(json.dumps(list(csv.reader(text, strict=True))))`;

export function csvRows(text: string): string[][] {
  return byPython(CSV, text) as string[][];
}

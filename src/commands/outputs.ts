/** Where each format goes: `-f json=report.json -f table` read, checked and delivered. */
import { resolve } from 'node:path';
import { suggestion } from '../config/nearest.ts';
import { fileTerminal, type Terminal, terminalOf } from '../config/terminal.ts';
import { DriftlockError } from '../errors.ts';
import { checkWritable, terminalColumns, writeFiles, writeOut } from '../io.ts';

export interface Output<F extends string = string> {
  readonly format: F;
  /** Standard output where there is none. */
  readonly file?: string;
}

/** Turns a report into the text of one output. */
export type Render<F extends string> = (format: F, terminal: Terminal) => string | Promise<string>;

function output<F extends string>(text: string, known: readonly F[]): Output<F> {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const format = known.find((one) => one === name);
  if (format === undefined)
    throw new DriftlockError('format-unknown', `unknown format "${name}"`, { hint: suggestion(name, known) });
  if (at < 0) return { format };
  const file = text.slice(at + 1);
  if (file === '')
    throw new DriftlockError('usage', `no file after "${name}="`, { hint: `-f ${name}=<file>` });
  return file === '-' ? { format } : { format, file };
}

/**
 * Outputs as asked for, one `-f` each; the first known format on standard output where none is asked for. Throws
 * DriftlockError for an unknown format, two on one stream or in one file, and a file that cannot be written.
 */
export function outputsOf<F extends string>(asked: readonly string[], known: readonly F[]): Output<F>[] {
  const [first] = known;
  const outputs = asked.map((text) => output(text, known));
  if (outputs.length === 0 && first !== undefined) return [{ format: first }];
  const seen = new Set<string>();
  for (const { format, file } of outputs) {
    const target = file === undefined ? 'standard output' : resolve(file);
    if (seen.has(target))
      throw new DriftlockError('usage', `two formats are to go to ${file ?? target}`, {
        hint: `give one of them a file of its own: -f ${format}=<file>`,
      });
    seen.add(target);
  }
  for (const { file } of outputs) if (file !== undefined) checkWritable(file);
  return outputs;
}

/** Renders all, then writes all: files first and whole, so that standard output is silent where one fails. */
export async function deliver<F extends string>(
  outputs: readonly Output<F>[],
  colour: boolean,
  render: Render<F>,
): Promise<void> {
  const files: { file: string; text: string }[] = [];
  let printed = '';
  for (const { format, file } of outputs) {
    if (file === undefined) printed = await render(format, terminalOf(colour, terminalColumns()));
    else files.push({ file, text: await render(format, fileTerminal()) });
  }
  writeFiles(files);
  if (printed !== '') writeOut(printed);
}

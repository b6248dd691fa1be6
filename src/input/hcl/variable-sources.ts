/** Where values of variables come from, in Terraform's order: environment, its files, then the command line's in their order. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DriftlockError } from '../../errors.ts';
import type { VariableSource } from '../../toolchain/hcl-types.ts';
import { sourceText } from './source-text.ts';

/** As the command line gives them, in its order. */
export type GivenVariable =
  | { readonly kind: 'value'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly file: string };

const PREFIX = 'TF_VAR_';

/** @throws DriftlockError input-missing or input-unreadable for a file that is named and cannot be read */
export function variableSources(
  folder: string,
  given: readonly GivenVariable[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly VariableSource[] {
  return [
    ...fromEnvironment(environment),
    ...automaticFiles(folder).map((name) => ({ file: name, text: sourceText(join(folder, name)) })),
    ...given.map(fromCommandLine),
  ];
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): VariableSource[] {
  return Object.entries(environment).flatMap(([name, text]) =>
    name.startsWith(PREFIX) && text !== undefined ? [{ name: name.slice(PREFIX.length), text }] : [],
  );
}

/** `terraform.tfvars`, `terraform.tfvars.json`, then all `*.auto.tfvars` and `*.auto.tfvars.json` by name. */
function automaticFiles(folder: string): readonly string[] {
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) =>
    existsSync(join(folder, name)),
  );
  const others = readdirSync(folder)
    .filter((name) => /\.auto\.tfvars(\.json)?$/.test(name))
    .sort();
  return [...first, ...others];
}

function fromCommandLine(given: GivenVariable): VariableSource {
  if (given.kind === 'value') return { name: given.name, text: given.text, asked: true };
  if (!existsSync(given.file))
    throw new DriftlockError('input-missing', 'no such file of variables', { where: given.file });
  return { file: given.file, text: sourceText(given.file) };
}

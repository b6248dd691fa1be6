/** Evaluates a plan's configuration with the values that the plan knows. */
import path from 'node:path';
import { isObject, member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { repositoryOf } from '../../source/source-root.ts';
import { loadHcl } from '../../toolchain/hcl.ts';
import type { Evaluated, HclBlock } from '../../toolchain/hcl-types.ts';
import type { Document } from '../document/document.ts';
import { askedContents } from '../hcl/asked-contents.ts';
import { brokenSource, evaluateSource, type Reading } from '../hcl/evaluate-source.ts';
import { prunedSchemas } from '../hcl/pruned-schemas.ts';
import { sourceTree } from '../hcl/source-tree.ts';
import { plannedValues } from './planned-values.ts';

export interface EvaluatedPlan {
  readonly evaluated: Evaluated;
  readonly schemas: Readonly<Record<string, HclBlock>>;
}

/**
 * The changes in `asked` and the configuration, from the source in `folder`.
 * @throws DriftlockError input-unreadable with file:line:column for what is broken there
 */
export async function evaluatePlanned(
  document: Document,
  asked: readonly string[],
  folder: string,
): Promise<EvaluatedPlan> {
  const hcl = await loadHcl();
  const reading: Reading = {
    name: folder,
    placed: (file) => (path.isAbsolute(file) ? file : path.join(folder, file)),
    contents: askedContents(folder, repositoryOf(folder) ?? folder),
  };
  const { problems, files, modules, types, names } = sourceTree(folder, hcl);
  if (problems.length > 0) throw brokenSource(folder, problems, reading.placed);
  const schemas = prunedSchemas(types, names);
  const request = {
    ...{ files, root: '.', modules, schemas, asked },
    variables: [{ file: VARIABLES, text: JSON.stringify(variablesOf(document)) }],
    workspace: '',
    planned: plannedValues(document),
  };
  return { evaluated: evaluateSource(hcl, request, reading), schemas };
}

/** Its end tells the form; no configuration has such a file. */
const VARIABLES = '(the variables of the plan).tfvars.json';

function variablesOf(document: Document): Record<string, Json> {
  const { variables } = document.header;
  if (!isObject(variables)) return {};
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, one]): [string, Json][] => {
      const value = member(one, 'value');
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

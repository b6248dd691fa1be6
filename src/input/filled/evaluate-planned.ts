/** Evaluates a plan's configuration with the values that the plan knows. */
import { isObject, member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import type { Evaluated, HclBlock } from '../../toolchain/hcl-types.ts';
import type { Document } from '../document/document.ts';
import { evaluateSource } from '../hcl/evaluate-source.ts';
import { readSource } from '../hcl/read-source.ts';
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
  const { hcl, reading, request } = await readSource(folder);
  const planned = {
    ...request,
    asked,
    variables: [{ file: VARIABLES, text: JSON.stringify(variablesOf(document)) }],
    workspace: '',
    planned: plannedValues(document),
  };
  return { evaluated: evaluateSource(hcl, planned, reading), schemas: request.schemas };
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

/** The value of a configuration expression where the plan tells it: a constant, or a variable that has a value. */
import { parseTraversal } from '../../resource/address.ts';
import { isList, member } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';

/**
 * The value of `expression` in the module at `modulePath`, undefined where it is not known. A single reference to a
 * variable is taken for its value; a plan does not show whether a template stands around it, so callers check that
 * the value is one that can stand alone.
 */
export function knownExpression(
  source: ConfigurationSource,
  variables: Json | undefined,
  modulePath: string,
  expression: Json | undefined,
): Json | undefined {
  const constant = member(expression, 'constant_value');
  if (constant !== undefined) return constant;
  const references = member(expression, 'references');
  if (!isList(references) || references.length !== 1 || typeof references[0] !== 'string') return undefined;
  const [first, second, ...more] = parseTraversal(references[0]) ?? [];
  const isVariable = first !== undefined && 'name' in first && first.name === 'var' && more.length === 0;
  if (!isVariable || second === undefined || !('name' in second)) return undefined;
  if (modulePath === '') return member(member(variables, second.name), 'value');
  const call = source.moduleCall(modulePath);
  return knownExpression(source, variables, parentOf(modulePath), member(call?.expressions, second.name));
}

function parentOf(modulePath: string): string {
  const at = modulePath.lastIndexOf('.module.');
  return at === -1 ? '' : modulePath.slice(0, at);
}

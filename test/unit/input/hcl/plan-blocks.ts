/** What a plan's configuration says of its blocks, as far as readers look at it. */
import type { JsonObject } from '../../../../src/resource/resource.ts';

/** Blocks, calls and outputs by module and name. */
export function blocksOf({ root_module: root }: JsonObject): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  function add(module: JsonObject, path: string): void {
    for (const one of (module.resources ?? []) as unknown as JsonObject[]) {
      if (one.mode !== 'managed' && one.type !== 'aws_iam_policy_document') continue;
      const {
        address,
        type,
        name,
        expressions = {},
        count_expression,
        for_each_expression,
        provider_config_key,
      } = one;
      found[`${path} ${address as string}`] = {
        type,
        name,
        expressions,
        count_expression,
        for_each_expression,
        provider_config_key,
      };
    }
    for (const [name, one] of Object.entries((module.outputs ?? {}) as JsonObject))
      found[`${path} output ${name}`] = (one as JsonObject).expression;
    for (const [name, call] of Object.entries((module.module_calls ?? {}) as JsonObject)) {
      const {
        source,
        expressions,
        count_expression,
        for_each_expression,
        module: inner,
      } = call as JsonObject;
      found[`${path} call ${name}`] = { source, expressions, count_expression, for_each_expression };
      add(inner as JsonObject, name);
    }
  }
  add(root as JsonObject, '');
  return found;
}

/** What an expression makes of its references only a source shows. */
export function withoutCompound(value: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(value, (name, one: unknown) => (name === 'compound' ? undefined : one)));
}

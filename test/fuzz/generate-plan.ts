/** Plans that no one recorded: few resources, odd in every respect, of the shape of a plan as a whole. */
import { type Branch, setMember, type Tree } from './json-tree.ts';
import type { Random } from './random.ts';
import { ACTIONS, ADDRESSES, NAMES, oddValue, PROVIDERS, TYPES } from './values.ts';

const ATTRIBUTES = [
  'bucket',
  'acl',
  'policy',
  'ingress',
  'inline_policy',
  'logging',
  'tags',
  'tags_all',
  'arn',
  'id',
  'encrypted',
  'security_group_id',
  'name',
];

function object(random: Random, names: readonly string[], value: (random: Random) => Tree): Branch {
  const out: Branch = {};
  for (let count = random.int(5); count > 0; count--) setMember(out, random.pick(names), value(random));
  return out;
}

function expression(random: Random): Tree {
  switch (random.int(6)) {
    case 0:
      return { constant_value: oddValue(random) };
    case 1:
      return {
        references: [random.pick(ADDRESSES), `${random.pick(TYPES)}.x.id`, `${random.pick(TYPES)}.x`],
      };
    case 2:
      return { references: [`var.${random.pick(NAMES)}`, 'local.x', 'each.key', 'module.m.out', 'module.m'] };
    case 3:
      return [{ [random.pick(ATTRIBUTES)]: { references: ['each.value', 'each.value.bucket'] } }];
    case 4:
      return {};
    default:
      return oddValue(random);
  }
}

function resource(random: Random, index: number): Branch {
  const type = random.pick(TYPES);
  const address = random.oneIn(4)
    ? random.pick(ADDRESSES)
    : `${random.pick(['', '', 'module.m.', 'module.m[0].', 'module.m["a.b"].'])}${type}.x${random.pick(['', `[${index}]`, '["k"]'])}`;
  const mirror = () =>
    random.oneIn(3) ? oddValue(random) : object(random, ATTRIBUTES, () => random.oneIn(2));
  return {
    address,
    mode: random.oneIn(8) ? random.pick<Tree>(['data', null, 'x']) : 'managed',
    type,
    name: 'x',
    ...(random.oneIn(6)
      ? {}
      : { provider_name: random.oneIn(4) ? random.pick(PROVIDERS) : (PROVIDERS[0] ?? '') }),
    change: {
      actions: random.oneIn(6)
        ? structuredClone(random.pick(ACTIONS))
        : random.pick<Tree>([['create'], ['update'], ['no-op']]),
      before: random.oneIn(2) ? null : object(random, ATTRIBUTES, oddValue),
      after: random.oneIn(8) ? oddValue(random) : object(random, ATTRIBUTES, oddValue),
      after_unknown: mirror(),
      after_sensitive: mirror(),
      before_sensitive: mirror(),
    },
  };
}

function block(random: Random, type: string): Tree {
  return {
    address: `${type}.x`,
    mode: 'managed',
    type,
    name: 'x',
    provider_config_key: random.pick(['aws', 'm:aws', '__proto__', 'none']),
    expressions: object(random, ATTRIBUTES, expression),
    ...(random.oneIn(3) ? { count_expression: expression(random) } : {}),
    ...(random.oneIn(3) ? { for_each_expression: expression(random) } : {}),
  };
}

function configurationModule(random: Random, types: readonly string[], depth: number): Branch {
  const call = () => ({
    source: './m',
    expressions: object(random, [...ATTRIBUTES, ...NAMES], expression),
    module: configurationModule(random, types, depth - 1),
    ...(random.oneIn(2) ? { for_each_expression: expression(random) } : {}),
  });
  return {
    resources: types.filter(() => !random.oneIn(4)).map((type) => block(random, type)),
    outputs: { out: { expression: expression(random) } },
    ...(depth > 0 ? { module_calls: { m: call() } } : {}),
  };
}

/** A plan with one to six resources. */
export function generatePlan(random: Random): Branch {
  const resources = Array.from({ length: 1 + random.int(6) }, (_, index) => resource(random, index));
  const types = [...new Set(resources.map(({ type }) => String(type)))];
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    errored: false,
    resource_changes: resources,
    planned_values: { root_module: {} },
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          full_name: 'registry.terraform.io/hashicorp/aws',
          expressions: { region: expression(random) },
        },
      },
      root_module: configurationModule(random, types, random.int(4)),
    },
  };
}

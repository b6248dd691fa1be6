/** A policy and its test to begin with: they pass `policy check` as they are, and one line is to be edited. */
import type { Severity } from '../../finding/finding.ts';
import type { JsonObject } from '../../resource/resource.ts';
import { exampleAt, exampleValues } from './example-values.ts';
import type { LookedAt } from './looked-at.ts';

export interface NewPolicy {
  readonly id: string;
  readonly types: readonly string[];
  readonly severity: Severity;
  readonly lookedAt: LookedAt;
  /** The policy judges only resources that have this. */
  readonly when?: LookedAt;
}

/** What a policy says of an attribute: its rules, and values with and without the fault. */
interface Demand {
  readonly title: string;
  readonly message: string;
  readonly rules: string;
  readonly good: JsonObject;
  /** Left out where only absence is at fault. */
  readonly bad?: JsonObject;
  /** What leaves the attribute out is at fault too. */
  readonly absentIsBad: boolean;
}

/** Rego sources, not laid out yet. */
export function policyTemplate(policy: NewPolicy): { readonly source: string; readonly test: string } {
  const demand = demandOf(policy);
  return { source: sourceOf(policy, demand), test: testOf(policy, demand) };
}

function demandOf({ lookedAt: { kind, name }, types, id }: NewPolicy): Demand {
  const type = types.join(' and ');
  const attribute = `input.values.${name}`;
  switch (kind) {
    case 'boolean':
      return booleanDemand(type, name, /public/.test(name));
    case 'string': {
      const prefix = `${id.split('.')[0] ?? ''}-`;
      return {
        title: `The ${name} of every ${type} begins with ${prefix}`,
        message: `${name} does not begin with ${prefix}`,
        rules: `deny contains $"${name} does not begin with {_prefix}" if not _has_prefix\n\n_has_prefix if startswith(${attribute}, _prefix)\n\n_prefix := "${prefix}"`,
        good: { [name]: `${prefix}example` },
        bad: { [name]: 'example' },
        absentIsBad: true,
      };
    }
    case 'number':
      return {
        title: `The ${name} of every ${type} is 100 at most`,
        message: `${name} is above 100`,
        rules: `deny contains $"${name} is above {_most}" if ${attribute} > _most\n\n_most := 100`,
        good: { [name]: 100 },
        bad: { [name]: 101 },
        absentIsBad: false,
      };
    case 'tag':
      return {
        title: `Every ${type} has the tag ${name}`,
        message: `the tag ${name} is missing`,
        rules: `deny contains "the tag ${name} is missing" if not input.tags.${name}`,
        good: { tags: { [name]: 'core' } },
        absentIsBad: true,
      };
    default:
      return {
        title: `Every ${type} has ${name}`,
        message: `${name} is missing`,
        rules: `deny contains "${name} is missing" if not ${attribute}`,
        good: { [name]: exampleAt(types[0] ?? '', name) },
        absentIsBad: true,
      };
  }
}

function booleanDemand(type: string, name: string, isFault: boolean): Demand {
  const message = `${name} is ${isFault ? '' : 'not '}set`;
  return {
    title: `${isFault ? 'No' : 'Every'} ${type} has ${name} set`,
    message,
    rules: `deny contains "${message}" if ${isFault ? '' : 'not '}input.values.${name}`,
    good: { [name]: !isFault },
    bad: { [name]: isFault },
    absentIsBad: !isFault,
  };
}

function sourceOf({ id, types, severity, when }: NewPolicy, { title, rules }: Demand): string {
  const applies = when === undefined ? '' : `applies if ${readOf(when)}\n\n`;
  return `# METADATA
# title: ${title}
# description: Say here what goes wrong where this does not hold; whoever has to mend it reads it.
# custom:
#   severity: ${severity}
#   resources: [${types.join(', ')}]
package ${id}

${applies}# METADATA
# entrypoint: true
${rules}
`;
}

function readOf({ kind, name }: LookedAt): string {
  return kind === 'tag' ? `input.tags.${name}` : `input.values.${name}`;
}

function testOf(policy: NewPolicy, demand: Demand): string {
  const { id, when, lookedAt } = policy;
  const name = id.slice(id.lastIndexOf('.') + 1);
  const rule = ({ test, denied, values }: Case): string => {
    const input = `_resource(type, ${JSON.stringify(values)})`;
    const applies = when === undefined ? '' : `\n\t${name}.applies with input as ${input}`;
    return `${test}[type] if {\n\tsome type in _types${applies}\n\t${name}.deny == ${denied} with input as ${input}\n}\n`;
  };
  const notApplicable =
    when === undefined || when.always
      ? []
      : [
          `test_not_applicable[type] if {\n\tsome type in _types\n\tnot ${name}.applies with input as _resource(type, {})\n}\n`,
        ];
  const cases = casesOf(policy, demand).filter(({ test }) => test !== 'test_unset' || !lookedAt.always);
  return [header(policy), ...cases.map(rule), ...notApplicable].join('\n');
}

interface Case {
  readonly test: string;
  /** The set of messages, as Rego writes it. */
  readonly denied: string;
  readonly values: JsonObject;
}

function casesOf({ types, when }: NewPolicy, { message, good, bad, absentIsBad }: Demand): Case[] {
  const denied = `{"${message}"}`;
  const [type = ''] = types;
  const isGiven = when !== undefined && when.kind !== 'tag';
  const given = isGiven ? { [when.name]: exampleAt(type, when.name) } : {};
  const cases = [
    { test: 'test_pass', denied: 'set()', values: { ...given, ...good } },
    ...(bad === undefined ? [] : [{ test: 'test_fail', denied, values: { ...given, ...bad } }]),
    { test: 'test_unset', denied: absentIsBad ? denied : 'set()', values: given },
  ];
  // A policy that applies where the attribute is there has nothing to say where it is not.
  return Object.keys(good).some((name) => Object.hasOwn(given, name)) ? cases.slice(0, -1) : cases;
}

function header({ id, types, lookedAt }: NewPolicy): string {
  const required = Object.fromEntries(types.map((type) => [type, exampleValues(type)]));
  const tags = lookedAt.kind === 'tag' ? 'object.get(values, "tags", {})' : '{}';
  return `package ${id}_test

import data.${id}

_types := ${JSON.stringify(types)}

# What Terraform demands of each.
_required := ${JSON.stringify(required)}

_resource(type, values) := {
	"type": type,
	"mode": "managed",
	"address": $"{type}.example",
	"scope": {"account": "123456789012", "region": "us-east-1"},
	"values": object.union(_required[type], values),
	"tags": ${tags},
	"refs": {},
	"referrers": {},
	"now": 1795000000,
}
`;
}

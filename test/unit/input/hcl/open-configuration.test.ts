/** Configurations as they are read, against what the real Terraform planned of the same folders. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { documentOf, planDifferences, readPlan } from './plan-differences.ts';

const FIXTURE = fileURLToPath(new URL('../../../fixtures/source', import.meta.url));
const PLAN = join(FIXTURE, 'plan.json.gz');
const LAB = fileURLToPath(new URL('../../../../../shared/lab/aws/', import.meta.url));
const hasLab = existsSync(LAB);
if (!hasLab) console.warn('SKIPPED: no lab: its configuration is not held against its plan');

describe('nested modules, for_each, dynamic blocks, tfvars and functions', () => {
  it('come out as Terraform plans them', async () => {
    const { wrong, lost, gained, same, resources } = await planDifferences(FIXTURE, PLAN);
    expect(resources).toBe(32);
    expect(same).toBeGreaterThan(600);
    expect(lost).toEqual([]);
    // The provider fills this one in inside of blocks that are attributes.
    expect(wrong.filter((line) => !/\.(in|e)gress\.\d\.self: undefined, planned false$/.test(line))).toEqual(
      [],
    );
    // What a plan does not show of documents that hold something unknown.
    expect(gained.map((place) => place.slice(place.lastIndexOf('.') + 1))).toEqual(
      gained.map(() => 'policy'),
    );
    expect(gained.length).toBe(6);
  });

  it('have the references that a plan has', async () => {
    const own = modulesOf((await documentOf(FIXTURE)).configuration as JsonObject);
    const planned = modulesOf(readPlan(PLAN).configuration);
    // Of dynamic blocks a plan shows nothing.
    const dynamic = (own['network aws_security_group.this'] as JsonObject).expressions as Record<
      string,
      unknown
    >;
    expect(Object.keys(dynamic).sort()).toEqual(['description', 'egress', 'ingress', 'name', 'vpc_id']);
    delete dynamic.egress;
    delete dynamic.ingress;
    expect(withoutCompound(own)).toEqual(planned);
  });
});

/** What an expression makes of its references only a source shows. */
function withoutCompound(value: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(value, (name, one: unknown) => (name === 'compound' ? undefined : one)));
}

/** Blocks, calls and outputs by module and name, as far as readers of configurations look at them. */
function modulesOf({ root_module: root }: JsonObject): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  function add(module: JsonObject, path: string): void {
    for (const one of (module.resources ?? []) as unknown as JsonObject[]) {
      if (one.mode !== 'managed') continue;
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

it.runIf(hasLab)('the lab is read as it was planned', async () => {
  const { wrong, lost, same } = await planDifferences(
    join(LAB, 'config'),
    join(LAB, 'recorded/create.plan.json'),
  );
  expect(same).toBeGreaterThan(1250);
  // Defaults that hang on the kind of load balancer, and one inside of blocks that are attributes.
  const known = /^aws_lb\.lb\.|^aws_security_group\.inline\.(in|e)gress\.0\.self: /;
  expect(wrong.filter((line) => !known.test(line))).toEqual([]);
  // The provider works these out from other attributes.
  expect(lost).toEqual([
    'aws_acm_certificate.c.domain_validation_options',
    'aws_acm_certificate.c.subject_alternative_names',
    'aws_s3_bucket_lifecycle_configuration.logs.rule.0.expiration.0.expired_object_delete_marker',
    'aws_s3_bucket_lifecycle_configuration.logs.transition_default_minimum_object_size',
  ]);
});

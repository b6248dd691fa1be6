/** Configurations as they are read, against what the real Terraform planned of the same folders. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { blocksOf, withoutCompound } from './plan-blocks.ts';
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
    const own = blocksOf((await documentOf(FIXTURE)).configuration as JsonObject);
    const planned = blocksOf(readPlan(PLAN).configuration);
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

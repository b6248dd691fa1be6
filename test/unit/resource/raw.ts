/** Short ways to write a raw resource of the AWS provider. */
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

export const AWS = 'registry.terraform.io/hashicorp/aws';

export function state(type: string, values: JsonObject, more: Partial<RawResource> = {}): RawResource {
  return {
    type,
    provider: AWS,
    mode: 'managed',
    address: `${type}.x`,
    scope: { account: '123456789012', region: 'eu-west-1' },
    values,
    observed: { from: 'state' },
    ...more,
  };
}

/** A resource that a plan creates, the configuration at hand. */
export function created(type: string, values: JsonObject, more: Partial<RawResource> = {}): RawResource {
  return state(type, values, {
    change: { actions: ['create'], before: null },
    unknown: {},
    expressions: {},
    observed: { from: 'plan' },
    ...more,
  });
}

export function shaped(raw: RawResource): Resource[] {
  return shape(raw, typeSchema(raw.provider, raw.type));
}

/** Unknown places as `a.b[0] reason`, for whole lists at a glance. */
export function unknowns(resource: Resource | undefined): string[] {
  return (resource?.unknown ?? []).map(({ path, reason }) => `${path.join('.')} ${reason}`);
}

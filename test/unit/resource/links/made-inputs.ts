/** Resources and inputs made for the tests of the link index. */
import { buildLinkIndex, type LinkInput, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { JsonObject, Links, Resource, Unknown } from '../../../../src/resource/resource.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

export function made(
  type: string,
  address: string | undefined,
  values: JsonObject,
  more: Partial<Resource> = {},
): Resource {
  return {
    type,
    provider: PROVIDER,
    mode: 'managed',
    schema: { provider: PROVIDER },
    ...(address === undefined ? {} : { address }),
    scope: {},
    values,
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'plan' },
    ...more,
  };
}

export function unknownAt(...path: (string | number)[]): Unknown {
  return { path: ['values', ...path], reason: 'after-apply' };
}

export function inputOf(resources: readonly Resource[], more: Partial<LinkInput> = {}): LinkInput {
  return {
    resources: (types) => resources.filter(({ type }) => types === undefined || types.has(type)),
    complete: true,
    openTypes: new Set(),
    ...more,
  };
}

export function linksIn(
  wanted: Record<string, ReadPath[]>,
  inputs: readonly LinkInput[],
  resource: Resource,
  place = 0,
): Links {
  return linksOf(buildLinkIndex(inputs, wanted), resource, place);
}

export const BUCKET = 'aws_s3_bucket';
export const VERSIONING = 'aws_s3_bucket_versioning';
export const READ: ReadPath = ['referrers', VERSIONING, 'bucket', null, 'values', 'status'];
export const PATH = ['referrers', VERSIONING, 'bucket'];
export const EMPTY = { refs: {}, referrers: { [VERSIONING]: { bucket: [] } }, unknown: [], assumes: [] };

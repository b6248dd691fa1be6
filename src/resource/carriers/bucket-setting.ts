/** How a block inside `aws_s3_bucket` becomes the setting type that carries it. */
import type { Carrier } from './carrier.ts';
import { defined, fields, items, known, type Tree, type TreeObject } from './tree.ts';
import { firstReason, unknownPlaces, whollyUnknown } from './wholly-unknown.ts';

export interface BucketSetting {
  readonly attribute: string;
  readonly type: string;
  /** The setting's attributes (without `bucket`) from the elements of the block. */
  fold(elements: readonly Tree[]): TreeObject;
  /** The elements of the block from the setting's attributes; the inverse. */
  unfold(values: TreeObject): readonly Tree[];
  readonly isDefault?: (elements: readonly Tree[]) => boolean;
}

/** The carrier of one block of a bucket: one setting record per bucket. */
export function bucketSetting({ attribute, type, fold, unfold, isDefault }: BucketSetting) {
  return {
    parents: ['aws_s3_bucket'],
    attributes: { [attribute]: [type] },
    echoedBlocks: true,
    link: bucketLink,
    fold(parent) {
      const elements = items(parent[attribute]);
      if (elements.length === 0) return [];
      const setting = fold(elements);
      if (unknownPlaces(setting) < unknownPlaces(elements)) {
        // An unknown container has no place in the other spelling: rather all unknown than one place forgotten.
        const values = whollyUnknown(type, bucketLink(parent), firstReason(elements) ?? 'after-apply');
        return [{ type, path: [attribute], values }];
      }
      const values = { ...bucketLink(parent), ...setting };
      return [{ type, path: [attribute], values, isDefault: isDefault?.(elements) === true }];
    },
    unfold: (records) => ({ [attribute]: unfold(records[0]?.values ?? {}) }),
  } satisfies Carrier;
}

export function bucketLink(parent: TreeObject): TreeObject {
  return defined({
    bucket: known(parent.bucket) !== undefined ? parent.bucket : (parent.id ?? parent.bucket),
  });
}

/** The first element of a block that may stand once only. */
export function only(elements: readonly Tree[] | Tree | undefined): TreeObject {
  return fields(items(elements as Tree)[0]);
}

/** A block with one element; none where there is nothing to put in. */
export function block(values: TreeObject): readonly Tree[] | undefined {
  return Object.keys(values).length > 0 ? [values] : undefined;
}

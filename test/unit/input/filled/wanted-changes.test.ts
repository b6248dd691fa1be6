/** Where a plan's configuration is looked for, and where nobody needs it. */
import { expect, it } from 'vitest';
import { wholeDocument } from '../../../../src/input/document/whole-document.ts';
import { wantedChanges } from '../../../../src/input/filled/wanted-changes.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';

interface Case {
  readonly type?: string;
  readonly after?: JsonObject;
  readonly unknown?: JsonObject;
  readonly expressions?: JsonObject;
  readonly more?: JsonObject;
}

function wanted({
  type = 'aws_sns_topic',
  after = {},
  unknown = {},
  expressions = {},
  more = {},
}: Case): unknown {
  const about = { address: `${type}.a`, mode: 'managed', type, name: 'a' };
  const change = { actions: ['create'], before: null, after, after_unknown: unknown };
  const json = {
    resource_changes: [{ ...about, change, ...more }],
    configuration: { root_module: { resources: [{ ...about, expressions }] } },
  };
  const found = wantedChanges(wholeDocument('plan', json, () => {}));
  return found === undefined ? undefined : { documents: [...found.documents], isHidden: found.isHidden };
}

const LOCAL = { references: ['local.x'] };
const HIDDEN = { documents: [], isHidden: true };

it.each<[string, Case, unknown]>([
  ['an id that is not known', { unknown: { id: true, arn: true } }, undefined],
  [
    'a document',
    { unknown: { policy: true } },
    { documents: [['aws_sns_topic.a', ['policy']]], isHidden: false },
  ],
  ['one that is known', { after: { policy: '{}' }, unknown: { id: true } }, undefined],
  ['one of a deposed object', { unknown: { policy: true }, more: { deposed: '0123' } }, undefined],
  ['an attribute that holds no document there', { type: 'aws_vpc', unknown: { policy: true } }, undefined],
  [
    'a link through a local',
    { unknown: { kms_master_key_id: true }, expressions: { kms_master_key_id: LOCAL } },
    HIDDEN,
  ],
  ['a local in what is known', { unknown: { id: true }, expressions: { tags: LOCAL } }, undefined],
  [
    'a local in a block',
    { unknown: { rule: [{ key: true }] }, after: { rule: [{}] }, expressions: { rule: [{ key: LOCAL }] } },
    HIDDEN,
  ],
  ['a block that no expression shows', { unknown: { rule: [{ key: true }] }, after: { rule: [{}] } }, HIDDEN],
  ['a block of which all is known', { unknown: { rule: [{}] }, after: { rule: [{ key: 1 }] } }, undefined],
])('%s', (_, given, found) => {
  expect(wanted(given)).toEqual(found);
});

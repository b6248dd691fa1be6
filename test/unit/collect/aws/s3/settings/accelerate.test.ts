import { expect, it } from 'vitest';
import { accelerate } from '../../../../../../src/collect/aws/s3/settings/accelerate.ts';
import { failing } from '../../../fake-run.ts';
import { recordOf } from './record-of.ts';

const PLACE = { bucket: 'data', region: 'us-east-1', partition: 'aws' };

it('acceleration: none before it was ever turned on', () => {
  expect(recordOf(accelerate, { Status: 'Suspended' })).toEqual({ values: { status: 'Suspended' } });
  expect(recordOf(accelerate, {})).toBeUndefined();
});

it.each(['MethodNotAllowed', 'UnsupportedArgument'])(
  'a region without acceleration (%s) has none',
  async (code) => {
    const client = { send: async () => failing('s3:GetBucketAccelerateConfiguration', code, 'failed')() };
    const answer = await accelerate.ask(client as never, PLACE);
    expect(accelerate.records(PLACE, answer)).toEqual([]);
  },
);

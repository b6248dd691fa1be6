import { expect, it } from 'vitest';
import { requestPayment } from '../../../../../../src/collect/aws/s3/settings/request-payment.ts';
import { recordOf } from './record-of.ts';

it('request payment: the owner pays unless said otherwise', () => {
  expect(recordOf(requestPayment, { Payer: 'Requester' })).toEqual({ values: { payer: 'Requester' } });
  expect(recordOf(requestPayment, { Payer: 'BucketOwner' })).toBeUndefined();
  expect(recordOf(requestPayment, {})).toBeUndefined();
});

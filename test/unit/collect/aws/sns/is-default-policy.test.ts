import { expect, it } from 'vitest';
import { isDefaultPolicy } from '../../../../../src/collect/aws/sns/is-default-policy.ts';

const ARN = 'arn:aws:sns:us-east-1:111122223333:alerts';
const STATEMENT = {
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: [
    'SNS:Publish',
    'SNS:RemovePermission',
    'SNS:SetTopicAttributes',
    'SNS:DeleteTopic',
    'SNS:ListSubscriptionsByTopic',
    'SNS:GetTopicAttributes',
    'SNS:AddPermission',
    'SNS:Subscribe',
  ],
  Resource: ARN,
  Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
};
const DEFAULT = { Version: '2008-10-17', Id: '__default_policy_ID', Statement: [STATEMENT] };

function changed(change: object): object {
  return { ...DEFAULT, Statement: [{ ...STATEMENT, ...change }] };
}

it.each([
  ['the default', DEFAULT, true],
  ['the default of older topics', changed({ Action: [...STATEMENT.Action, 'SNS:Receive'] }), true],
  ['another id', { ...DEFAULT, Id: 'x' }, false],
  ['more statements', { ...DEFAULT, Statement: [STATEMENT, STATEMENT] }, false],
  ['anyone', changed({ Condition: undefined }), false],
  ['another owner', changed({ Condition: { StringEquals: { 'AWS:SourceOwner': '999988887777' } } }), false],
  ['a wider condition', changed({ Condition: { StringLike: { 'AWS:SourceOwner': '*' } } }), false],
  ['another topic', changed({ Resource: `${ARN}2` }), false],
  ['fewer actions', changed({ Action: ['SNS:Publish'] }), false],
  ['all actions', changed({ Action: 'SNS:*' }), false],
  ['a denial', changed({ Effect: 'Deny' }), false],
  ['no statement', { ...DEFAULT, Statement: [] }, false],
  ['no list', { ...DEFAULT, Statement: STATEMENT }, false],
  ['null', null, false],
])('%s', (_, policy, isDefault) => {
  expect(isDefaultPolicy(JSON.stringify(policy), ARN, '111122223333')).toBe(isDefault);
});

it('is no document that does not parse', () => {
  expect(isDefaultPolicy('{"Id":"__default_policy_ID"', ARN, '111122223333')).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { acl } from '../../../../../../src/collect/aws/s3/settings/acl.ts';
import { recordOf } from './record-of.ts';

const OWNER = { ID: 'me' };
const FULL = { Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser', ID: 'me' } };

describe('acl', () => {
  it('is the default where the owner alone has every right', () => {
    expect(recordOf(acl, { Owner: OWNER, Grants: [FULL] })).toEqual({
      values: {
        access_control_policy: [
          {
            grant: [{ permission: 'FULL_CONTROL', grantee: [{ type: 'CanonicalUser', id: 'me' }] }],
            owner: [{ id: 'me' }],
          },
        ],
      },
      origin: 'default',
    });
  });

  it('has every field of a grantee', () => {
    const everyone = {
      Permission: 'READ',
      Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
    };
    const other = {
      Permission: 'WRITE',
      Grantee: { Type: 'AmazonCustomerByEmail', EmailAddress: 'a@b', DisplayName: '<i>' },
    };
    expect(
      recordOf(acl, { Owner: { ID: 'me', DisplayName: 'm"e' }, Grants: [FULL, everyone, other] }),
    ).toEqual({
      values: {
        access_control_policy: [
          {
            grant: [
              { permission: 'FULL_CONTROL', grantee: [{ type: 'CanonicalUser', id: 'me' }] },
              {
                permission: 'READ',
                grantee: [{ type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }],
              },
              {
                permission: 'WRITE',
                grantee: [{ type: 'AmazonCustomerByEmail', email_address: 'a@b', display_name: '<i>' }],
              },
            ],
            owner: [{ id: 'me', display_name: 'm"e' }],
          },
        ],
      },
    });
  });

  it.each([
    ['a lesser right', { Owner: OWNER, Grants: [{ ...FULL, Permission: 'READ' }] }],
    [
      'another account',
      { Owner: OWNER, Grants: [{ ...FULL, Grantee: { Type: 'CanonicalUser', ID: 'you' } }] },
    ],
    ['nobody', { Owner: OWNER, Grants: [] }],
    [
      'two nameless ones',
      { Owner: {}, Grants: [{ Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser' } }] },
    ],
  ])('%s is no default', (_, output) => {
    expect(recordOf(acl, output)).not.toHaveProperty('origin');
  });
});

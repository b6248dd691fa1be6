/** Which resources the paths of a policy take in. */
import { expect, test } from 'vitest';
import { type Located, liesIn } from '../../../src/evaluate/lies-in.ts';

const NESTED = 'module.app["eu.west"].module.db[0].aws_db_instance.main[1]';
const RULE: Located = {
  address: 'aws_security_group.web',
  declared: { path: ['ingress', 0, 'cidr_blocks', 1] },
};
const LIVE: Located = { key: '["1","eu","aws_s3_bucket","logs-a"]', id: 'logs-a' };

test.each<[readonly string[], string | Located, boolean]>([
  [['aws_s3_bucket.logs'], 'aws_s3_bucket.logs', true],
  [['aws_s3_bucket.logs'], 'aws_s3_bucket.logs2', false],
  [['aws_s3_bucket.logs'], 'module.a.aws_s3_bucket.logs', false],
  [['aws_s3_bucket.*'], 'aws_s3_bucket.logs', true],
  [['*.aws_s3_bucket.logs'], 'module.a.aws_s3_bucket.logs', true],
  [['aws_s3_bucket.logs'], 'aws_s3_bucket.logs["a.b"]', true],
  [['aws_s3_bucket.logs["a.b"]'], 'aws_s3_bucket.logs["a.b"]', true],
  [['aws_s3_bucket.logs["a.c"]'], 'aws_s3_bucket.logs["a.b"]', false],
  [['module.app'], NESTED, true],
  [['module.app["eu.west"]'], NESTED, true],
  [['module.app["eu.east"]'], NESTED, false],
  [['module.app.module.db'], NESTED, true],
  [['module.app["eu.west"].module.db[0]'], NESTED, true],
  [['module.app["eu.west"].module.db[0].aws_db_instance.main'], NESTED, true],
  [['module.app.module.db.aws_db_instance.main'], NESTED, true],
  [['module.ap'], NESTED, false],
  [['module.db'], NESTED, false],
  [['module.*'], 'aws_s3_bucket.module', false],
  [['data.aws_ami.a'], 'data.aws_ami.a[0]', true],
  [['!module.app'], NESTED, false],
  [['!module.other'], NESTED, true],
  [['module.app', '!*.aws_db_instance.*'], NESTED, false],
  [['!*.aws_db_instance.*', 'module.app'], NESTED, false],
  [['module.a', 'module.app'], NESTED, true],
  [[], NESTED, true],
  [['aws_security_group.web › ingress*'], RULE, true],
  [['aws_security_group.web › ingress[0].cidr_blocks[1]'], RULE, true],
  [['aws_security_group.web › egress*'], RULE, false],
  [['aws_security_group.web'], RULE, true],
  [['logs-*'], LIVE, true],
  [['!logs-*'], LIVE, false],
  [['module.app'], LIVE, false],
  [['!module.app'], LIVE, true],
  [['not an [address'], 'not an [address', true],
  [['logs-a'], { ...LIVE, address: 'aws_s3_bucket.b' }, false],
])('%j and %j: %s', (globs, resource, expected) => {
  expect(liesIn(globs, typeof resource === 'string' ? { address: resource } : resource)).toBe(expected);
});

/** Which calls of a policy the catalogue lists, and which a bundled policy may not make. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { compilePolicies } from '../../../src/policy/compile-policies.ts';
import { readPolicySources } from '../../../src/policy/policy-sources.ts';
import { policyText, temporaryFolder } from './temporary-folder.ts';

async function compiled(
  body: string,
  resources: string,
  options: { custom?: string; bundled?: boolean } = {},
) {
  const { custom = '', bundled = false } = options;
  const text = `${policyText('policies.aws.x', custom, resources)}\n${body}\n`;
  const lib = 'package policies.lib.range\n\nis_in(cidr) if net.cidr_contains("10.0.0.0/8", cidr)\n';
  const folder = temporaryFolder({ 'aws/x.rego': text, 'lib/range.rego': lib });
  const sources = await readPolicySources(folder);
  const { catalogue } = await compilePolicies(sources, { types: [], bundled });
  return catalogue.policies[0]?.fallible?.map(
    ({ name, file, row, col, settled }) =>
      `${name} ${file}:${row}:${col}${settled === true ? ' settled' : ''}`,
  );
}

const RULE = '[aws_vpc_security_group_ingress_rule]';
const DATA = '#   mode: data\n';

test('calls by value are listed, those of libraries with their own place', async () => {
  const body = 'deny contains "m" if data.policies.lib.range.is_in(input.values.cidr_ipv4)';
  expect(await compiled(body, RULE)).toEqual(['net.cidr_contains lib/range.rego:3:16']);
  expect(await compiled('', RULE)).toBe(undefined);
});

test('calls by type are settled where the schemas of all judged types tell the type', async () => {
  const body = 'deny contains "m" if startswith(input.values.description, "x")';
  const listed = ['startswith aws/x.rego:12:22'];
  const settled = ['startswith aws/x.rego:12:22 settled'];
  expect(await compiled(body, RULE)).toEqual(settled);
  expect(await compiled(body, '[aws_security_group, aws_vpc_security_group_ingress_rule]')).toEqual(settled);
  expect(await compiled(body, '[aws_s3_bucket, aws_vpc_security_group_ingress_rule]')).toEqual(listed);
  expect(await compiled(body, '[google_compute_firewall]')).toEqual(listed);
  // What a data source says is not read by a schema.
  expect(await compiled(body, RULE, { custom: DATA })).toEqual(['startswith aws/x.rego:13:22']);
  const wrong = 'deny contains "m" if startswith(input.values.from_port, "2")';
  expect(await compiled(wrong, RULE)).toEqual(listed);
  const document = 'deny contains "m" if startswith(input.values.policy.Version, "2")';
  expect(await compiled(document, '[aws_s3_bucket_policy]')).toEqual(listed);
});

test('a bundled policy that calls by value what may fail is refused, a library and calls by type are not', async () => {
  const guarded = 'deny contains "m" if not data.policies.lib.range.is_in(lower(input.values.x))';
  expect(await compiled(guarded, RULE, { bundled: true })).toBe(undefined);
  const body = 'deny contains "m" if to_number(input.values.description) > 3';
  const refused = compiled(body, RULE, { bundled: true });
  await expect(refused).rejects.toMatchObject({
    code: 'policy-invalid',
    message: 'to_number fails on text that is no number, which a compiled policy takes for undefined',
    where: expect.stringMatching(`${path.join('aws', 'x.rego')}:12:22$`),
  });
});

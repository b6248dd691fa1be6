/** Rules, policies and keys of a real plan, shaped and folded: whom they belong to and what they name. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openInput } from '../../../../src/input/open-input.ts';
import { buildLinkIndex, linksOf, linkTypes } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';

const FILE = fileURLToPath(new URL('../../../fixtures/links/rules-and-policies/plan.json', import.meta.url));
const RULE = 'aws_vpc_security_group_ingress_rule';
const ATTACHMENT = 'aws_iam_role_policy_attachment';

/** `address: linked addresses`, `?` where the link is open. */
async function pictureOf(type: string, ...link: string[]): Promise<string[]> {
  const read: ReadPath = [...link, null, 'values', 'id'];
  const wanted = { [type]: [read] };
  const keepTypes = new Set([...linkTypes(wanted), type]);
  const input = await openInput(FILE, { keepTypes, terraform: false });
  const index = buildLinkIndex([{ ...input, complete: input.about.complete }], wanted);
  return [...input.resources()]
    .filter((resource) => resource.type === type)
    .map((resource) => {
      const { refs, referrers, unknown } = linksOf(index, resource, 0);
      const lists = [
        ...Object.values(refs),
        ...Object.values(referrers).flatMap((one) => Object.values(one)),
      ];
      const open = unknown
        .filter(({ path }) => path.length === link.length)
        .map(({ reason }) => (reason === 'unset' ? 'unset' : '?'));
      return [`${resource.address}:`, ...lists.flat().map(({ address }) => address), ...open].join(' ');
    })
    .sort();
}

test('rules belong to the group they are written in or for', async () => {
  expect(await pictureOf('aws_security_group', 'referrers', RULE, 'security_group_id')).toEqual([
    'aws_security_group.inline: aws_security_group.inline',
    `aws_security_group.peer: ${RULE}.r["tls"] ${RULE}.r["web"]`,
  ]);
});

test('rules name their peers', async () => {
  expect(await pictureOf(RULE, 'refs', 'referenced_security_group_id')).toEqual([
    'aws_security_group.inline: aws_security_group.peer',
    `${RULE}.r["tls"]: aws_security_group.inline`,
    `${RULE}.r["web"]: aws_security_group.inline`,
  ]);
});

test('attachments: to the role by its name, to the policy by its ARN; one managed by AWS is not here', async () => {
  expect(await pictureOf('aws_iam_role', 'referrers', ATTACHMENT, 'role')).toEqual([
    `aws_iam_role.r: ${ATTACHMENT}.managed ${ATTACHMENT}.own`,
  ]);
  expect(await pictureOf(ATTACHMENT, 'refs', 'policy_arn')).toEqual([
    `${ATTACHMENT}.managed:`,
    `${ATTACHMENT}.own: aws_iam_policy.p`,
  ]);
});

test('a queue by its url, a key by its ARN and through its alias', async () => {
  expect(await pictureOf('aws_sqs_queue', 'referrers', 'aws_sqs_queue_policy', 'queue_url')).toEqual([
    'aws_sqs_queue.q: aws_sqs_queue_policy.q',
  ]);
  expect(await pictureOf('aws_sqs_queue', 'refs', 'kms_master_key_id')).toEqual([
    'aws_sqs_queue.q: aws_kms_key.k',
  ]);
  expect(await pictureOf('aws_sns_topic', 'refs', 'kms_master_key_id')).toEqual([
    'aws_sns_topic.t: aws_kms_key.k',
  ]);
  expect(await pictureOf('aws_kms_key', 'referrers', 'aws_sns_topic', 'kms_master_key_id')).toEqual([
    'aws_kms_key.k: aws_sns_topic.t',
  ]);
});

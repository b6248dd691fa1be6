/** A team's policy that only OPA's partial evaluation narrows down, on a recorded plan. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = `# METADATA
# title: Encrypted volumes name their key
# custom:
#   severity: high
#   resources: [aws_ebs_volume, aws_sqs_queue_policy, aws_kms_key]
package acme.key_named

# METADATA
# entrypoint: true
deny contains $"no key is named: {_state}" if _state == "open"

_state := "named" if {
	input.values.kms_key_id
	input.values.encrypted
} else := "closed" if {
	startswith(input.values.policy, "arn:")
} else := "none" if {
	input.values.deletion_window_in_days > 5
} else := "open"
`;

interface Shown {
  readonly findings: readonly { verdict: string; resource: { address: string }; unknown?: unknown }[];
}

test('whatever the policy of the key, a later part of the rule says what it is', async () => {
  folder.write('team/acme/key_named.rego', POLICY);
  const team = join(folder.path, 'team');
  const plan = join(ROOT, 'examples/create.plan.json');
  const args = ['--policies', team, '--policy', 'acme.*', '--show', 'all', '-f', 'json'];
  const { code, stdout } = await runCli(['scan', plan, ...args], {
    environment: { XDG_CACHE_HOME: join(folder.path, 'cache') },
    limitMs: 110_000,
  });
  const { findings } = JSON.parse(stdout) as Shown;
  const condition = '`key_named._state` is "open"';
  expect(findings.map(({ resource, verdict, unknown }) => [resource.address, verdict, unknown])).toEqual([
    [
      'aws_ebs_volume.v',
      'unknown',
      [
        {
          path: ['values', 'kms_key_id'],
          reason: 'after-apply',
          expression: 'aws_kms_key.main.arn',
          condition,
        },
      ],
    ],
    [
      'aws_sqs_queue_policy.qp',
      'unknown',
      [{ path: ['values', 'policy'], reason: 'after-apply', expression: 'aws_sqs_queue.q.arn', condition }],
    ],
    ['aws_kms_key.main', 'pass', undefined],
  ]);
  expect(code).toBe(0);
}, 120_000);

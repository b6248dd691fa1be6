/** What tests give as input, held against what policies see. */
import { describe, expect, test } from 'vitest';
import { policy, told } from './told.ts';

describe('what tests give as input', () => {
  const good = policy('deny contains "x" if not input.values.encrypted');
  async function ofTest(body: string): Promise<string[]> {
    const text = `package acme.p_test\n\nimport data.acme.p\n\n${body}\n`;
    const lines = await told({ 'acme/p.rego': good, 'acme/p_test.rego': text });
    return lines.map((line) => line.replace(/^acme\/p_test\.rego:/, ''));
  }

  test.each([
    [
      'an unknown key',
      '{"type": "aws_ebs_volume", "values": {"encypted": true}}',
      '5:88',
      '`input.values.encypted`: aws_ebs_volume has no attribute `encypted`; did you mean `encrypted`?',
    ],
    [
      'an unknown key at the top',
      '{"valuse": {"encrypted": true}}',
      '5:51',
      '`input.valuse`: the input has no member `valuse`; did you mean `values`?',
    ],
    [
      'a wrong type',
      '{"type": "aws_ebs_volume", "values": {"encrypted": "true"}}',
      '5:101',
      '`input.values.encrypted` is a boolean, not a string',
    ],
    [
      'an object for a list',
      '{"change": {"actions": {"delete"}}}',
      '5:73',
      '`input.change.actions` is a list, not a set',
    ],
    [
      'null',
      '{"values": {"encrypted": null}}',
      '5:75',
      '`input.values.encrypted` is never null: leave the key out',
    ],
    [
      'a type that is not there',
      '{"type": "aws_ebs_volum"}',
      '5:59',
      'no resource type is called `aws_ebs_volum`; did you mean `aws_ebs_volume`?',
    ],
  ])('%s', async (_, input, place, message) => {
    expect(await ofTest(`test_deny if count(p.deny) == 1 with input as ${input}`)).toEqual([
      `${place}: error: ${message} [wrong-fixture]`.replace(/^5:(\d+)/, (__, col) => `5:${Number(col) - 3}`),
    ]);
  });

  test('by way of functions, variables and cases', async () => {
    const body = `_volume(values) := {"type": "aws_ebs_volume", "values": object.union({"size": 10}, values)}

test_deny[note] if {
	some note, values in {
		"unset": {},
		"off": {"encrypted": false, "sizee": 5},
	}
	volume := _volume(values)
	count(p.deny) == 1 with input as volume
}

test_partly if count(p.deny) == 1 with input.values as {"kms_key": "x"}

test_parts if count(p.deny) == 1 with input.type as "aws_ebs_volum" with input.values as {"sise": 1}`;
    expect(await ofTest(body)).toEqual([
      '10:31: error: `input.values.sizee`: aws_ebs_volume has no attribute `sizee`; did you mean `size`? [wrong-fixture]',
      '16:57: error: `input.values.kms_key`: aws_ebs_volume has no attribute `kms_key`; did you mean `kms_key_id`? [wrong-fixture]',
      '18:53: error: no resource type is called `aws_ebs_volum`; did you mean `aws_ebs_volume`? [wrong-fixture]',
      '18:91: error: `input.values.sise`: aws_ebs_volume has no attribute `sise`; did you mean `size`? [wrong-fixture]',
    ]);
  });
});

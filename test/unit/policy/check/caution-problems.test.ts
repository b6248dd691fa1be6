/** What compiles and is seldom meant, and how it is ignored. */
import { describe, expect, test } from 'vitest';
import { toldOf } from './told.ts';

describe('what is seldom meant', () => {
  test('absence taken for false', async () => {
    const warning =
      'where `input.values.encrypted` is missing, this does not hold: absent is not false; write `not` before it instead, or ignore this where absent means true [false-comparison]';
    expect(await toldOf('deny contains "x" if input.values.encrypted == false')).toEqual([
      `8:22: warning: ${warning}`,
    ]);
    expect(await toldOf('deny contains "x" if input.values.encrypted != true')).toEqual([
      `8:22: warning: ${warning}`,
    ]);
    expect(await toldOf('deny contains "x" if not input.values.encrypted == false')).toEqual([]);
    expect(await toldOf('deny contains "x" if input.values.encrypted == true')).toEqual([]);
  });

  test('a negated call of what may be missing', async () => {
    const [first, ...others] = await toldOf(
      'deny contains "x" if not startswith(input.values.snapshot_id, "snap-")',
    );
    expect(first).toBe(
      '8:22: warning: where `input.values.snapshot_id` is missing, `not … startswith …` is undefined and not true; move the call into a rule of its own, and write `not` before that rule [negated-call]',
    );
    expect(others).toEqual([]);
    // Terraform demands a zone of every volume.
    expect(
      await toldOf('deny contains "x" if not startswith(input.values.availability_zone, "eu-")'),
    ).toEqual([]);
    expect(
      await toldOf(
        'deny contains "x" if {\n\ts := input.values.snapshot_id\n\tnot startswith(s, "snap-")\n}',
      ),
    ).toEqual([]);
    expect(
      await toldOf(
        'deny contains "x" if not _ours\n\n_ours if startswith(input.values.snapshot_id, "snap-")',
      ),
    ).toEqual([]);
  });

  test('built-ins that fail', async () => {
    expect(await toldOf('deny contains "x" if to_number(input.tags.size) > 5')).toEqual([
      "8:22: warning: to_number fails on text that is no number: a pass then waits for OPA, and its failure is the verdict `error`; `number.of` of driftlock's policies/lib is undefined instead [fallible-call]",
    ]);
  });

  test('reading everything', async () => {
    const end =
      'any unknown place in it makes the verdict `unknown`; name what you look for [reads-everything]';
    expect(await toldOf('deny contains "x" if contains(json.marshal(input.values), "secret")')).toEqual([
      `8:31: warning: this reads all of \`input.values\`: ${end}`,
    ]);
    expect(await toldOf('deny contains "x" if {\n\twalk(input.values, [_, v])\n\tv == "x"\n}')).toEqual([
      `9:2: warning: walk reads all of \`input.values\`: ${end}`,
    ]);
    expect(
      await toldOf('deny contains "x" if {\n\tsome k, _ in input.values\n\tstartswith(k, "x")\n}'),
    ).toEqual([`9:7: warning: this goes through all of \`input.values\`: ${end}`]);
  });

  test('is left alone where a comment says so', async () => {
    expect(
      await toldOf(
        'deny contains "x" if input.values.encrypted == false # driftlock: ignore false-comparison',
      ),
    ).toEqual([]);
    expect(
      await toldOf(
        '# Meant. driftlock: ignore false-comparison\ndeny contains "x" if input.values.encrypted == false',
      ),
    ).toEqual([]);
    expect(
      await toldOf('deny contains "x" if input.values.encrypted == false # driftlock: ignore negated-call'),
    ).toHaveLength(1);
    expect(
      await toldOf('deny contains "x" if input.values.size > 5 # driftlock: ignore false-comparsion'),
    ).toEqual([
      expect.stringMatching(
        /^8:44: error: no warning is called "false-comparsion"; did you mean "false-comparison"\?/,
      ),
    ]);
    expect(
      await toldOf('deny contains "x" if not input.values.encypted # driftlock: ignore unknown-place'),
    ).toHaveLength(2);
  });
});

describe('parameters', () => {
  const body = 'deny contains "x" if input.values.size > data.params["acme.p"].max_size';

  test('without a default', async () => {
    const mend =
      'is undefined and denies nothing; declare it under `custom` in METADATA: `params: {max_size: {type: …, default: …}}`';
    expect(await toldOf(body)).toEqual([
      `8:64: warning: without the parameter \`max_size\` this ${mend} [parameter-default]`,
    ]);
    expect(await toldOf(body, { more: '#   needs: [max_size]' })).toEqual([]);
    expect(await toldOf(body, { more: '#   params: {max_size: {type: integer, default: 5}}' })).toEqual([]);
    expect(await toldOf(body, { more: '#   params: {max_size: {type: integer, required: true}}' })).toEqual(
      [],
    );
    const rule = '_max := data.params["acme.p"].max_size\n\ndeny contains "x" if input.values.size > _max';
    expect(await toldOf(rule)).toEqual([
      `8:31: warning: without the parameter \`max_size\` \`_max\` ${mend}, or write \`default _max := …\` [parameter-default]`,
    ]);
    expect(await toldOf(`default _max := 5\n\n${rule}`)).toEqual([]);
    const asked =
      'deny contains "x" if input.values.size > object.get(data.params, ["acme.p", "max_size"], 5)';
    expect(await toldOf(asked)).toEqual([]);
    expect(await toldOf(`${rule}\n\n_max := 5 if not data.params["acme.p"].max_size`)).toEqual([]);
  });

  test('of another policy, read and not declared, declared and not read', async () => {
    const other =
      'default _max := 5\n\n_max := data.params["acme.q"].max\n\ndeny contains "x" if input.values.size > _max';
    expect(await toldOf(other)).toEqual([
      '10:31: error: parameters of this policy are `data.params["acme.p"]`, not of `acme.q` [parameter]',
    ]);
    expect(await toldOf(body, { more: '#   needs: [max_siz, max_size]' })).toEqual([
      '6:1: error: METADATA declares the parameter `max_siz`, and nothing reads it; did you mean `max_size`? [parameter]',
    ]);
    const more = '#   params:\n#     max_siz: {type: integer, default: 5}';
    expect(await toldOf(body, { more })).toEqual([
      '7:1: error: METADATA declares the parameter `max_siz`, and nothing reads it; did you mean `max_size`? [parameter]',
      '10:64: error: METADATA declares no parameter `max_size`; did you mean `max_siz`? [parameter]',
    ]);
  });
});

describe('the bundled library', () => {
  test('is there for policies that import it, and what goes wrong in it is told of the policy', async () => {
    const uses = (condition: string) => `import data.policies.lib.cidr\n\ndeny contains "x" if ${condition}`;
    const about = { resources: 'aws_vpc_security_group_ingress_rule' };
    expect(await toldOf(uses('cidr.is_public(input.values.cidr_ipv4)'), about)).toEqual([]);
    const [line] = await toldOf(uses('cidr.is_public(input.values.from_port)'), about);
    expect(line).toMatch(
      /^6:1: error: contains takes a string, and `input\.values\.from_port` is a number \(in the bundled policies\/lib\/cidr\.rego:\d+\) \[wrong-type\]$/,
    );
  });
});

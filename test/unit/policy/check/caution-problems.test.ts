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
  test('without a default', async () => {
    const body = 'deny contains "x" if input.values.size > data.params["acme.p"].max_size';
    const message =
      'without the parameter `max_size` this is undefined and denies nothing; write `default _max_size := …` and `_max_size := data.params["acme.p"].max_size`, or `needs: [max_size]` in METADATA';
    expect(await toldOf(body)).toEqual([`8:64: warning: ${message} [parameter-default]`]);
    expect(await toldOf(body, { more: '#   needs: [max_size]' })).toEqual([]);
    const withDefault =
      'default _max := 5\n\n_max := data.params["acme.p"].max_size\n\ndeny contains "x" if input.values.size > _max';
    expect(await toldOf(withDefault)).toEqual([]);
    const asked =
      'deny contains "x" if input.values.size > object.get(data.params, ["acme.p", "max_size"], 5)';
    expect(await toldOf(asked)).toEqual([]);
    const both =
      'deny contains "x" if input.values.size > _max\n\n_max := data.params["acme.p"].max_size\n\n_max := 5 if not data.params["acme.p"].max_size';
    expect(await toldOf(both)).toEqual([]);
  });

  test('of another policy, and declared but never read', async () => {
    const body =
      'default _max := 5\n\n_max := data.params["acme.q"].max\n\ndeny contains "x" if input.values.size > _max';
    expect(await toldOf(body)).toEqual([
      '10:31: error: parameters of this policy are `data.params["acme.p"]`, not of `acme.q` [parameter]',
    ]);
    const read = 'deny contains "x" if input.values.size > data.params["acme.p"].max_size';
    expect(await toldOf(read, { more: '#   needs: [max_siz, max_size]' })).toEqual([
      '6:1: error: the policy needs the parameter `max_siz` and never reads it; did you mean `max_size`? [parameter]',
    ]);
  });
});

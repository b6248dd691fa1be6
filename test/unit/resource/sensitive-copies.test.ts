/** What repeats a sensitive value: found on both sides, and nothing else. */
import { describe, expect, it } from 'vitest';
import { isHidden, sensitiveCopies, withoutPlaces } from '../../../src/resource/sensitive-copies.ts';
import { created, shaped, state } from './raw.ts';

const SECRET = 'hush-value';
const tags = { Owner: SECRET, Team: 'core' };

describe('sensitive tags', () => {
  const marked = { tags: { Owner: true }, tags_all: {} };

  it('are so under every name', () => {
    const [volume] = shaped(created('aws_ebs_volume', { tags, tags_all: tags }, { sensitive: marked }));
    expect(volume?.sensitive).toEqual([
      ['values', 'tags', 'Owner'],
      ['values', 'tags_all', 'Owner'],
      ['tags', 'Owner'],
    ]);
    const whole = created('aws_ebs_volume', { tags, tags_all: tags }, { sensitive: { tags_all: true } });
    expect(shaped(whole)[0]?.sensitive).toEqual([['values', 'tags_all'], ['values', 'tags'], ['tags']]);
  });

  it('are so in a state that lists paths', () => {
    const raw = state('aws_ebs_volume', { tags, tags_all: tags }, { sensitivePaths: [['tags', 'Owner']] });
    expect(shaped(raw)[0]?.sensitive).toContainEqual(['tags', 'Owner']);
    expect(shaped(raw)[0]?.sensitive).toContainEqual(['values', 'tags_all', 'Owner']);
  });

  it('are taken out of what was before, also where only one side is marked', () => {
    const before = { tags, tags_all: tags };
    for (const [sensitive, beforeSensitive] of [
      [marked, undefined],
      [undefined, marked],
      [marked, marked],
    ]) {
      const [volume] = shaped(
        state('aws_ebs_volume', before, {
          change: { actions: ['update'], before, ...(beforeSensitive && { beforeSensitive }) },
          ...(sensitive && { sensitive }),
        }),
      );
      expect(volume?.change?.before).toEqual({ tags: { Team: 'core' }, tags_all: { Team: 'core' } });
      expect(volume?.sensitive).toContainEqual(['tags', 'Owner']);
      expect(volume?.sensitive).toContainEqual(['change', 'before', 'tags_all', 'Owner']);
    }
  });

  it('are so in blocks, and in a whole resource', () => {
    const disk = { tags, tags_all: tags };
    const [instance] = shaped(
      state(
        'aws_instance',
        { root_block_device: [disk] },
        { sensitive: { root_block_device: [{ tags: true }] } },
      ),
    );
    expect(instance?.sensitive).toEqual([
      ['values', 'root_block_device', 0, 'tags'],
      ['values', 'root_block_device', 0, 'tags_all'],
    ]);
    expect(shaped(state('aws_ebs_volume', { tags }, { sensitive: true }))[0]?.sensitive).toContainEqual([
      'tags',
    ]);
  });
});

describe('computed values', () => {
  const arn = `arn:aws:s3:::${SECRET}`;
  const values = { bucket: SECRET, id: SECRET, arn, region: 'eu-west-1', force_destroy: false };

  it('are sensitive where they hold a sensitive text; key and id are left out', () => {
    const [bucket] = shaped(state('aws_s3_bucket', values, { sensitive: { bucket: true } }));
    expect(bucket?.sensitive).toEqual([
      ['values', 'bucket'],
      ['values', 'id'],
      ['values', 'arn'],
    ]);
    expect(bucket?.key).toBeUndefined();
    expect(bucket?.id).toBeUndefined();
    expect(JSON.stringify({ ...bucket, values: {} })).not.toContain(SECRET);
  });

  it('stay where the text is short, but for an id that equals it', () => {
    const short = { ...values, bucket: 'abc', id: 'abc', arn: 'arn:aws:s3:::abc' };
    const [bucket] = shaped(state('aws_s3_bucket', short, { sensitive: { bucket: true } }));
    expect(bucket?.sensitive).toEqual([
      ['values', 'bucket'],
      ['values', 'id'],
    ]);
    expect(bucket?.id).toBeUndefined();
  });

  it('stay where the configuration alone sets them', () => {
    const parameter = { name: '/production/x', value: 'production', type: 'String' };
    const [record] = shaped(state('aws_ssm_parameter', parameter));
    expect(record?.sensitive).toEqual([['values', 'value']]);
    expect(record?.key).toBeDefined();
  });

  it('go out of what was before, as does a value that has just become sensitive', () => {
    const [bucket] = shaped(
      state('aws_s3_bucket', values, {
        sensitive: { bucket: true },
        change: { actions: ['update'], before: values },
      }),
    );
    expect(bucket?.change?.before).toEqual({ region: 'eu-west-1', force_destroy: false });
  });
});

describe('the places themselves', () => {
  it('are none where nothing is sensitive', () => {
    const side = { root: ['values'], raw: { tags }, shaped: { tags }, sensitive: [] };
    expect(sensitiveCopies(side, undefined, undefined)).toEqual({ after: [], before: [] });
  });

  it('hold a map whole whose key is such a text', () => {
    const shape = { secret: SECRET, map: { [SECRET]: 1 }, list: ['x', `a ${SECRET}`] };
    const side = { root: ['values'], raw: shape, shaped: shape, sensitive: [['values', 'secret']] };
    expect(sensitiveCopies(side, undefined, undefined).after).toEqual([
      ['values', 'map'],
      ['values', 'list', 1],
    ]);
  });

  it('are left out: keys go, elements become null', () => {
    expect(
      withoutPlaces({ a: [1, 2], b: { c: 1, d: 2 } }, [
        ['a', 0],
        ['b', 'c'],
        ['none', 1],
      ]),
    ).toEqual({
      a: [null, 2],
      b: { d: 2 },
    });
    expect(isHidden(['a', 'b'], [['a']])).toBe(true);
    expect(isHidden(['a'], [['a', 'b']])).toBe(false);
  });
});

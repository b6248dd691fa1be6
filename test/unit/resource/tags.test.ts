/** Where tags come from. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/resource/resource.ts';
import { tagsOf } from '../../../src/resource/tags.ts';
import { created, shaped } from './raw.ts';

describe('tagsOf', () => {
  it('prefers the tags with the provider defaults', () => {
    const both = { tags_all: { a: '1', d: '2' }, tags: { a: '1' } };
    expect(tagsOf(both, [], [])).toEqual({ tags: both.tags_all, unknown: [], sensitive: [] });
    expect(tagsOf({ tags: { a: '1' } }, [], []).tags).toEqual({ a: '1' });
    expect(tagsOf({ labels: { l: '1' }, effective_labels: { l: '1', m: '2' } }, [], []).tags).toEqual({
      l: '1',
      m: '2',
    });
    expect(tagsOf({}, [], [])).toEqual({ tags: {}, unknown: [], sensitive: [] });
  });

  it('lifts unknown and sensitive places', () => {
    const open = tagsOf({ tags: { a: '1' } }, [{ path: ['values', 'tags_all'], reason: 'after-apply' }], []);
    expect(open).toEqual({ tags: {}, unknown: [{ path: ['tags'], reason: 'after-apply' }], sensitive: [] });
    const part = tagsOf(
      { tags: { a: '1' } },
      [{ path: ['values', 'tags', 'b'], reason: 'after-apply' }],
      [
        ['values', 'tags', 'a'],
        ['values', 'name'],
      ],
    );
    expect(part).toEqual({
      tags: { a: '1' },
      unknown: [{ path: ['tags', 'b'], reason: 'after-apply' }],
      sensitive: [['tags', 'a']],
    });
  });

  it('are unset where the provider adds none and nobody set any', () => {
    const made = (more: object, values: JsonObject = {}) => {
      const unknown = { tags_all: true };
      const [group] = shaped(created('aws_security_group', { name: 'g', ...values }, { unknown, ...more }));
      return [group?.tags, group?.unknown.filter(({ path }) => path[0] === 'tags')];
    };
    const none = { addsNoTags: true } as const;
    const open = [{}, [{ path: ['tags'], reason: 'after-apply' }]];
    const unset = [{}, [{ path: ['tags'], reason: 'unset' }]];
    expect(made({})).toEqual(open);
    expect(made(none)).toEqual(unset);
    expect(made(none, { tags: null })).toEqual(unset);
    expect(made(none, { tags: {} })).toEqual(unset);
    const written = { ...none, expressions: { tags: { references: ['var.tags'] } } };
    expect(made(written, { tags: { a: '1' } })).toEqual(open);
    expect(made({ ...written, unknown: { tags: true, tags_all: true } })).toEqual(open);
    expect(
      made({ ...written, unknown: { tags: { b: true }, tags_all: true } }, { tags: { a: '1' } }),
    ).toEqual(open);
  });

  it('believes the tags of a plan that are known', () => {
    const [group] = shaped(
      created('aws_security_group', { tags: { a: '1' }, tags_all: { a: '1', d: '2' } }, { addsNoTags: true }),
    );
    expect([group?.tags, group?.unknown.filter(({ path }) => path[0] === 'tags')]).toEqual([
      { a: '1', d: '2' },
      [],
    ]);
  });

  it('counts as sensitive what is so under any name', () => {
    const both = { tags_all: { a: '1' }, tags: { a: '1' } };
    const places = (...sensitive: string[][]) => tagsOf(both, [], sensitive).sensitive;
    expect(places(['values', 'tags', 'a'], ['values', 'tags_all', 'a'])).toEqual([['tags', 'a']]);
    expect(places(['values', 'tags'])).toEqual([['tags']]);
    expect(places(['values'])).toEqual([['tags']]);
    expect(places(['values', 'name'], ['change', 'before', 'tags'])).toEqual([]);
  });

  it('reads tag blocks, and knows of no missing tag when one is not known', () => {
    const tag = [{ key: 'team', value: 'core', propagate_at_launch: true }];
    const [group] = shaped(created('aws_autoscaling_group', { tag }));
    expect(group?.tags).toEqual({ team: 'core' });
    const [open] = shaped(
      created('aws_autoscaling_group', { tag: [...tag, {}] }, { unknown: { tag: [{}, { key: true }] } }),
    );
    expect(open?.tags).toEqual({ team: 'core' });
    expect(open?.unknown).toContainEqual({ path: ['tags'], reason: 'after-apply' });
  });
});

import { describe, expect, it } from 'vitest';
import { outcomeMemory } from '../../../src/evaluate/outcome-memory.ts';

const fail = { 'a.b': { applies: true, denies: [0], deny: ['open'] } };
const pass = { 'a.b': { applies: true, denies: [], deny: [] } };

describe('outcomeMemory', () => {
  it('gives what was said of exactly this input in this group', () => {
    const memory = outcomeMemory();
    memory.set('g1', '{"values":{"a":1}}', fail);
    memory.set('g2', '{"values":{"a":1}}', pass);
    expect(memory.get('g1', '{"values":{"a":1}}')).toBe(fail);
    expect(memory.get('g2', '{"values":{"a":1}}')).toBe(pass);
    expect(memory.get('g1', '{"values":{"a":2}}')).toBeUndefined();
    expect(memory.get('g3', '{"values":{"a":1}}')).toBeUndefined();
  });

  it('does not keep what failed, nor what is long', () => {
    const memory = outcomeMemory();
    const long = JSON.stringify('x'.repeat(20_000));
    memory.set('g', '{}', { ...pass, 'a.c': { error: 'div: divide by zero' } });
    memory.set('g', long, pass);
    expect(memory.get('g', '{}')).toBeUndefined();
    expect(memory.get('g', long)).toBeUndefined();
  });

  it('begins anew beyond its bound', () => {
    const memory = outcomeMemory(20);
    memory.set('g', '{"a":"123"}', pass);
    memory.set('h', '{"b":"123"}', fail);
    expect(memory.get('g', '{"a":"123"}')).toBeUndefined();
    expect(memory.get('h', '{"b":"123"}')).toBe(fail);
  });
});

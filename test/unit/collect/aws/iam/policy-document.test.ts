import { describe, expect, it } from 'vitest';
import { policyDocument } from '../../../../../src/collect/aws/iam/policy-document.ts';

describe('policyDocument', () => {
  it('decodes what IAM encodes, a plus sign being one', () => {
    const text = '{"Statement":[{"Sid":"100%25 ü+\\"quoted\\"","Resource":"a/*"}]}';
    expect(policyDocument(encodeURIComponent(text))).toBe(text);
    expect(policyDocument('%7B%22Sid%22%3A%22a+b%2Bc%22%7D')).toBe('{"Sid":"a+b+c"}');
  });

  it('leaves a text that is not encoded', () => {
    expect(policyDocument('{"Sid":"100%25 %zz"}')).toBe('{"Sid":"100%25 %zz"}');
  });

  it('leaves what cannot be decoded, for the shape to call malformed', () => {
    expect(policyDocument('%7B%E0%A4%A')).toBe('%7B%E0%A4%A');
    expect(policyDocument('')).toBe('');
    expect(policyDocument(undefined)).toBeUndefined();
  });
});

/** A policy as `-f json` prints it (reports/policies-1.schema.json). */
import type { Policy } from '../finding/policy.ts';

/** Everything that annotations say; `reads` only where one policy is asked for. */
export function policyDocument({
  fallible: _f,
  reads: _r,
  ...policy
}: Policy): Omit<Policy, 'fallible' | 'reads'> {
  return policy;
}

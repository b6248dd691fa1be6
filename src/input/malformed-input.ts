/** The error for a file that is JSON but not what its kind promises. */
import { DriftlockError } from '../errors.ts';

/** `what` is one clause, such as `resource_changes[3] has no address`; it goes into the message in one line. */
export function malformedInput(where: string, what: string): DriftlockError {
  return new DriftlockError('input-unreadable', `not as Terraform writes it: ${oneLine(what)}`, {
    where,
    hint: 'make the file again with `terraform show -json`',
  });
}

/** Text from a file in one line without control characters, at most 300 characters. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

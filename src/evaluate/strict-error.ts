/** Why a verdict that OPA does not confirm is an error, in words that tell no sensitive value. */
import path from 'node:path';
import type { Policy } from '../finding/policy.ts';
import { touches } from '../resource/read-path.ts';
import type { RegoProblem, StrictAnswer } from '../toolchain/rego-types.ts';
import type { JudgedResource } from './judge.ts';
import { sensitivePlaces } from './sensitive.ts';
import type { StrictCase } from './strict-answers.ts';

/** OPA repeats the text that fails, which may be a whole document. */
const LONGEST_MESSAGE = 300;

/**
 * Undefined where OPA gives the same verdict. What OPA says follows `folder/file:line`; where the policy reads a sensitive
 * value, only which built-in it was, since OPA quotes what it was given.
 */
export function strictError(
  answer: StrictAnswer | undefined,
  { policy, judged, part }: StrictCase,
  folder: string,
): string | undefined {
  if (answer === undefined) return 'OPA itself gave no answer';
  if (answer.error !== undefined) return told(answer.error, readsSensitive(judged, policy), folder);
  const agrees = part.verdict === 'pass' ? answer.applies && answer.denies.length === 0 : !answer.applies;
  return agrees ? undefined : 'OPA itself and the compiled policy do not agree on this resource';
}

function told({ code, message, file, row }: RegoProblem, hides: boolean, folder: string): string {
  const where = file === undefined ? '' : `${path.join(folder, file)}:${row}: `;
  if (!hides || !code.startsWith('eval_')) return `${where}${shortened(message)}`;
  const name = /^[a-z][a-z0-9_.]*(?=: )/.exec(message)?.[0] ?? 'a built-in';
  return `${where}${name} failed on what may be a sensitive value, which is not shown`;
}

function readsSensitive({ resource, links }: JudgedResource, policy: Policy): boolean {
  return sensitivePlaces(resource, links).some((place) =>
    policy.reads.all.some((read) => touches(read, place)),
  );
}

function shortened(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;
}

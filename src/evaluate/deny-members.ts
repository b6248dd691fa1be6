/** Reads the members of a policy's `deny`: a message, or a message with the path that decided. */
import type { Path } from '../resource/resource.ts';

export interface DenyMembers {
  readonly messages: readonly string[];
  readonly paths: readonly Path[];
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

/** Members are strings or `{message, path}` (`msg` as conftest has it); anything else is told as its JSON. */
export function denyMembers(members: readonly unknown[]): DenyMembers {
  const messages: string[] = [];
  const paths: Path[] = [];
  for (const member of members) {
    if (typeof member === 'string') {
      messages.push(member);
    } else if (typeof member === 'object' && member !== null) {
      const { message, msg, path } = member as { message?: unknown; msg?: unknown; path?: unknown };
      const text = typeof message === 'string' ? message : msg;
      messages.push(typeof text === 'string' ? text : JSON.stringify(member));
      if (isPath(path)) paths.push(path);
    } else {
      messages.push(JSON.stringify(member));
    }
  }
  return { messages, paths };
}

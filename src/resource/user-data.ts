/** User data of an instance in the forms in which providers keep it: its SHA-1 until provider 5, its text since 6. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from './resource.ts';

const SHA1 = /^[0-9a-f]{40}$/;

/**
 * SHA-1 in hexadecimal digits of what user data says, as provider 5 keeps it (`userDataHashSum`): of the decoded bytes
 * where the text is base64, else of the text. Undefined for none.
 */
export function userDataHash(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  return sha1(Buffer.from(text, isBase64(text) ? 'base64' : 'utf8'));
}

/**
 * The hashes that `values` of an `aws_instance` may stand for, the likeliest first; empty for none. A text may itself be
 * base64 that the provider passed on as it was, or look like a hash.
 */
export function userDataHashes({
  user_data: text,
  user_data_base64: encoded,
}: JsonObject): readonly string[] {
  const whole = textOf(text);
  if (whole === undefined) {
    const hash = userDataHash(textOf(encoded));
    return hash === undefined ? [] : [hash];
  }
  const hashes = [sha1(Buffer.from(whole, 'utf8')), userDataHash(whole) as string];
  return [...new Set(SHA1.test(whole) ? [whole, ...hashes] : hashes)];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}

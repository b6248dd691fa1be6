/** Byte order marks: what they say of a file's encoding, and the text as UTF-8. */
import { DriftlockError } from '../../errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding that the first bytes tell, and how many bytes its mark has; without a mark UTF-8. */
export function encodingOf(head: Buffer): { readonly encoding: Encoding; readonly mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: 'utf-8', mark: 0 };
}

/** The bytes as UTF-8 without mark. UTF-16 is what `>` writes in Windows PowerShell. */
export function asUtf8(where: string, bytes: Buffer): Buffer {
  const { encoding, mark } = encodingOf(bytes);
  const body = bytes.subarray(mark);
  if (encoding === 'utf-8') return body;
  if (body.length % 2 === 1) {
    throw new DriftlockError('input-unreadable', 'UTF-16 text that ends in the middle of a character', {
      where,
    });
  }
  const little = encoding === 'utf-16le' ? body : Buffer.from(body).swap16();
  return Buffer.from(little.toString('utf16le'), 'utf8');
}

/** The error for a file too large to be held in memory that is not UTF-8. */
export function tooLargeForUtf16(where: string): DriftlockError {
  return new DriftlockError('input-unsupported', 'UTF-16 text, which is read only up to a moderate size', {
    where,
    hint: 'save it as UTF-8: terraform show -json tfplan | Out-File -Encoding utf8 tfplan.json',
  });
}

/** Whether what is kept on disk is the user's own, since it is used as if the user had written it. */
import type { Stats } from 'node:fs';

/** Throws where others than the user could have written the place. */
export function checkOwn(place: string, { uid, mode }: Stats): void {
  const user = process.getuid?.();
  // Windows has neither.
  if (user === undefined) return;
  if (uid !== user) throw new Error(`${place} belongs to another user`);
  if ((mode & 0o022) !== 0) throw new Error(`${place} can be written by other users`);
}

/** What an EC2 listing shows that belongs to the account: resources that others share with it are theirs. */
import type { AwsRun } from '../run.ts';

interface Owned {
  readonly OwnerId?: string | undefined;
}

/** Answers that do not tell an owner, as those of older endpoints, are the account's own. */
export function owned<Item extends Owned>(
  { account }: AwsRun,
  items: readonly Item[] | undefined,
): readonly Item[] {
  return (items ?? []).filter(({ OwnerId }) => OwnerId === undefined || OwnerId === account);
}

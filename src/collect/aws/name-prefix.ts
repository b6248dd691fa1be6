/** The prefix that a generated name was made with. */

/** Terraform's unique suffix: a time in 18 digits and a counter in 8 hexadecimal ones. */
const UNIQUE = /[0-9a-f]{26}$/i;
const UNIQUE_LENGTH = 26;

/**
 * What the provider reads back as `name_prefix`: the name without a unique suffix that Terraform may have given it
 * (before `ending`, as in `jobs-….fifo`); undefined for any other name. Source: the provider's `internal/create`.
 */
export function namePrefix(name: string | undefined, ending = ''): string | undefined {
  if (name?.endsWith(ending) !== true) return undefined;
  const generated = name.slice(0, name.length - ending.length);
  if (!UNIQUE.test(generated)) return undefined;
  return generated.slice(0, -UNIQUE_LENGTH) || undefined;
}

/** The environment of the process, for parts that take it as a parameter. */

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export function environment(): Environment {
  return process.env;
}

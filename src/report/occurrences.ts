/** Tells apart what has the same name: formats that take two of one name for one would lose the second. */

/** Gives for each call how often the name was met before: 0 the first time. */
export function occurrences(): (name: string) => number {
  const met = new Map<string, number>();
  return (name) => {
    const times = met.get(name) ?? 0;
    met.set(name, times + 1);
    return times;
  };
}

/** Commands to a runner of GitHub's workflows, as lines of a job's log. */

/** Shown at a place of the code: `::error file=…::…` (docs.github.com, workflow commands). */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** One line, without its end; what is undefined is left out. */
export function annotation(
  level: AnnotationLevel,
  message: string,
  properties: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level}${given.length === 0 ? '' : ` ${given.join(',')}`}::${data(message)}`;
}

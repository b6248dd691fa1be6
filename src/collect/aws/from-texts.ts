/** Attributes of services that answer everything as text (SQS, SNS), in the provider's names and types. */
import type { LiveValues } from '../collector.ts';

/** The provider's name of an attribute → the service's. */
type Names = Readonly<Record<string, string>>;

export interface TextAttributes {
  readonly texts: Names;
  readonly numbers: Names;
  readonly flags: Names;
}

/** What is no number or flag is left as it is: the shape calls it malformed. */
export function fromTexts(
  given: Readonly<Record<string, string | undefined>>,
  { texts, numbers, flags }: TextAttributes,
): LiveValues {
  return {
    ...mapped(given, texts, (text) => text),
    ...mapped(given, numbers, (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text)),
    ...mapped(given, flags, (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text)),
  };
}

/** The provider's names of all of them. */
export function namesOf({ texts, numbers, flags }: TextAttributes): string[] {
  return [...Object.keys(texts), ...Object.keys(numbers), ...Object.keys(flags)];
}

function mapped(
  given: Readonly<Record<string, string | undefined>>,
  names: Names,
  value: (text: string) => string | number | boolean,
): LiveValues {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, key]) => {
      const text = Object.hasOwn(given, key) ? given[key] : undefined;
      return text === undefined ? [] : [[name, value(text)]];
    }),
  );
}

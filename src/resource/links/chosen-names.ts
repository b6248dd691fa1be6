/** By which of its attributes a resource has a name that people choose. */
import { AWS_PROVIDER } from '../aws-provider.ts';
import { typeSchema } from '../type-schema.ts';
import { identitiesOf } from './link-table.ts';

const given = new Map<string, readonly string[]>();

/**
 * The attributes of a type that name it and that people choose. What the cloud or the provider makes up at apply (an
 * id, a name that was left out, the rest of a `bucket_prefix`) holds a random part: nobody can have written it before.
 */
export function chosenNames(type: string): readonly string[] {
  const known = given.get(type);
  if (known !== undefined) return known;
  const attributes = typeSchema(AWS_PROVIDER, type)?.attributes;
  const names = identitiesOf(type).filter((name) => {
    const schema = attributes?.[name];
    return name !== 'id' && name !== 'arn' && (schema === undefined || schema.required || schema.optional);
  });
  given.set(type, names);
  return names;
}

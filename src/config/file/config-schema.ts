/** The JSON Schema of the configuration file, made of the shape that the reader checks by. */
import { CONFIG_SHAPE } from './config-shape.ts';
import type { Shape } from './shape.ts';

export type Schema = Readonly<Record<string, unknown>>;

function rulesOf(shape: Shape): Schema {
  switch (shape.kind) {
    case 'record':
      return {
        type: 'object',
        additionalProperties: false,
        ...(shape.required === undefined ? {} : { required: shape.required }),
        properties: Object.fromEntries(
          Object.entries(shape.keys).map(([name, below]) => [name, schemaOf(below)]),
        ),
      };
    case 'map':
      return {
        type: 'object',
        propertyNames: { minLength: 1 },
        additionalProperties: schemaOf(shape.of),
      };
    case 'text':
      return { type: 'string', pattern: shape.pattern };
    case 'choice':
      return { enum: shape.of };
    case 'switch':
      return { type: 'boolean' };
    case 'number':
      return { type: 'number', exclusiveMinimum: shape.above, maximum: shape.most };
    case 'integer':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.of),
        ...(shape.least === undefined ? {} : { minItems: shape.least }),
      };
    case 'either':
      return { anyOf: shape.of.map(schemaOf) };
    case 'anything':
      return {};
  }
}

/** The JSON Schema of a value of that shape. */
export function schemaOf(shape: Shape): Schema {
  const { description } = shape;
  return { ...(description === undefined ? {} : { description }), ...rulesOf(shape) };
}

/** The document of reports/config-1.schema.json. */
export function configSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://driftlock.dev/schemas/config-1.json',
    title: 'Driftlock configuration',
    ...schemaOf(CONFIG_SHAPE),
  };
}

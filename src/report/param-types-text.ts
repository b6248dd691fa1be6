/** What a parameter may be, in words: `array of string or integer`. */
import type { ParamDeclaration } from '../finding/policy.ts';

export function paramTypesText({ type, items }: Pick<ParamDeclaration, 'type' | 'items'>): string {
  const types = type.map((one) =>
    one === 'array' && items !== undefined ? `array of ${items.join(' or ')}` : one,
  );
  return types.join(' or ');
}

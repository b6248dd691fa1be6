/** XML of texts of unknown origin: well-formed whatever stands in them. */
import { visibleText } from '../visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** No CDATA: there is nothing in it that could end it. What XML cannot hold must be made visible before. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** `inner` is XML; attributes stand on one line, in which what XML cannot hold, and what nobody sees, is spelt out. */
export function xmlTag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inner: string,
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlText(visibleText(String(value)))}"`,
  );
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** A whole document around its one outermost tag. */
export function xmlDocument(tag: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag}\n`;
}

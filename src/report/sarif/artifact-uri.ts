/** The name of an input file as the URI of a SARIF artifact. */
import { visibleText } from '../../visible-text.ts';
import { fileSegments } from '../input-file.ts';

/** Half of a pair has no UTF-8: what is not seen is spelt out before it is encoded. */
function encoded(segment: string): string {
  return encodeURIComponent(visibleText(segment)).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** Relative as the name is, `file:` where it is absolute; a colon begins no scheme. */
export function artifactUri(name: string): string {
  const segments = fileSegments(name);
  const path = segments.map(encoded).join('/');
  return segments[0] === '' ? `file://${path}` : path || '.';
}

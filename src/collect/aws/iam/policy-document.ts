/** The text of a policy document as IAM gives it. */

/**
 * IAM percent-encodes documents (RFC 3986; User guide, "PolicyDetail"). A text that holds a bare brace is not encoded,
 * and one that cannot be decoded is left as it is: the shape calls it malformed.
 */
export function policyDocument(text: string | undefined): string | undefined {
  if (text === undefined || text.includes('{')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

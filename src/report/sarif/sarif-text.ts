/** Texts in SARIF messages: no link, no placeholder, a period at the end. */

/**
 * A message of visible text. In one, `[text](target)` is a link and `{0}` a placeholder: brackets and backslashes are escaped
 * (SARIF 2.1.0 §3.11.6, and as CodeQL writes them), braces doubled (§3.11.5).
 */
export function sarifMessage(text: string): string {
  return sentence(text.replace(/[[\]\\]/g, '\\$&').replace(/[{}]/g, '$&$&'));
}

/** With a period, unless it ends a sentence already. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** How verbs are called whose arguments may be left out where the configuration file gives them, or is only printed. */

export const SCAN_FORM = '[options] <input...>';
export const EXPLAIN_FORM = '[options] (<policy> <address>|<fingerprint>) <input...>';

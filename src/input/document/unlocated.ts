/** Gathers where resources are declared, for a file whose resources do not tell their own account or region. */

const ARN = Buffer.from('"arn:');
const IDENTITY = Buffer.from('_identity"');
const BACKSLASH = 0x5c;

export interface Unlocated {
  add(
    bytes: Buffer,
    named: { readonly address: string | undefined; readonly providerName: string | undefined },
  ): void;
  /** Addresses by provider_name; undefined once an element may have told its own account or region. */
  all(): ReadonlyMap<string, ReadonlySet<string>> | undefined;
}

/** Empty; `add` takes the bytes of each element. */
export function createUnlocated(): Unlocated {
  let found: Map<string, Set<string>> | undefined = new Map();
  return {
    add(bytes, { address, providerName }) {
      if (found === undefined) return;
      if (address === undefined || providerName === undefined || mayTell(bytes)) {
        found = undefined;
        return;
      }
      const known = found.get(providerName);
      if (known === undefined) found.set(providerName, new Set([address]));
      else known.add(address);
    },
    all: () => found,
  };
}

/** A resource tells its account by its own ARN or by the identity that the provider gives it. */
function mayTell(bytes: Buffer): boolean {
  if (bytes.includes(IDENTITY)) return true;
  let at = bytes.indexOf(ARN);
  // Behind a backslash it stands inside a document.
  while (at > 0 && bytes[at - 1] === BACKSLASH) at = bytes.indexOf(ARN, at + ARN.length);
  return at !== -1;
}

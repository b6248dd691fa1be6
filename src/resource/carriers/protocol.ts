/** IP protocols under one name: lower case, names for the four that AWS names, -1 for all. */
import type { Json } from '../resource.ts';

const NAMES: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
  all: '-1',
};

/** As the provider's own ProtocolForValue: "6", 6, "TCP" → "tcp"; "all", -1 → "-1"; other numbers stay. */
export function canonicalProtocol(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value).toLowerCase();
  return Object.hasOwn(NAMES, text) ? (NAMES[text] as string) : text;
}

const WITH_PORTS: ReadonlySet<Json | undefined> = new Set(['tcp', 'udp', 'icmp', 'icmpv6']);

/**
 * Whether a rule with this protocol (in its canonical name) goes by ports or ICMP types: of all others EC2 takes every
 * port, whatever is written (API reference, IpPermission). A protocol that is not known may.
 */
export function hasPorts(protocol: Json | undefined): boolean {
  return protocol === undefined || WITH_PORTS.has(protocol);
}

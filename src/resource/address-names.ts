/** The names by which people mean a resource: its address, and those of the modules that it lies in. */
import { formatAddress, localAddress, modulePath, parseAddress } from './address.ts';
import type { Path } from './resource.ts';

/** What an address goes by in globs: itself and each module that it lies in, with instance keys and without. */
export function addressNames(text: string): readonly string[] {
  const address = parseAddress(text);
  if (address === undefined) return [text];
  const { modules, key: _, ...local } = address;
  const names = [text, formatAddress(address)];
  const inside = modulePath(modules);
  names.push(inside === '' ? localAddress(address) : `${inside}.${localAddress(address)}`);
  const own = { ...local, modules };
  names.push(formatAddress(own));
  for (let depth = 1; depth <= modules.length; depth++) {
    const around = modules.slice(0, depth);
    names.push(modulePath(around));
    const whole = formatAddress({ ...local, modules: around });
    names.push(whole.slice(0, whole.length - localAddress(address).length - 1));
  }
  return names;
}

/** As reports print the place inside of a resource: `ingress[0].cidr_blocks[1]`. */
export function placeName(path: Path): string {
  return path
    .map((step, depth) => (typeof step === 'number' ? `[${step}]` : `${depth === 0 ? '' : '.'}${step}`))
    .join('');
}

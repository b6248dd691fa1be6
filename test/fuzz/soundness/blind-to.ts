/** A decider that is wrong on purpose in one point: it is not told of the unknown places of one kind. */
import type { Path } from '../../../src/resource/resource.ts';
import type { Decider } from './judged.ts';
import { isLinkList } from './link-place.ts';

/** Kinds of places by their path alone. */
export const BLIND_SPOTS: Readonly<Record<string, (path: Path) => boolean>> = {
  'attributes of the top level': (path) => path[0] === 'values' && path.length === 2,
  'elements of lists': ([part, ...rest]) => part === 'values' && typeof rest.at(-1) === 'number',
  'what is in an element': ([part, ...rest]) =>
    part === 'values' && rest.slice(0, -1).some((step) => typeof step === 'number'),
  tags: ([part]) => part === 'tags',
  scope: ([part]) => part === 'scope',
  'open links': isLinkList,
  'linked records': (path) => (path[0] === 'refs' || path[0] === 'referrers') && !isLinkList(path),
};

export function blindTo(decide: Decider, isBlind: (path: Path) => boolean): Decider {
  return (policyId, { name, resource, links }, assumptions) => {
    const told = {
      name,
      resource: { ...resource, unknown: resource.unknown.filter(({ path }) => !isBlind(path)) },
      links: { ...links, unknown: links.unknown.filter(({ path }) => !isBlind(path)) },
    };
    return decide(policyId, told, assumptions);
  };
}

/** Findings that say only that a plan or state is not the whole account: one line of the summary says it for all. */
import type { Finding } from '../../finding/finding.ts';
import type { RenderOptions } from '../reporter.ts';
import { linkPlace, scopeOf } from './link-place.ts';
import { isScope } from './subject.ts';

/** Nothing that the input holds was found wanting: the policy looks for something that the input does not hold. */
function isAboutRest({ verdict, resource, unknown = [] }: Finding): boolean {
  if (verdict !== 'unknown' || unknown.length === 0 || !isScope(resource)) return false;
  return unknown.every(({ path, reason }) => {
    const { list, hops } = linkPlace(path);
    return reason === 'link-open' && hops === 0 && list !== undefined && scopeOf(list) !== undefined;
  });
}

/** Nothing is folded where such a finding decides the exit code, or where everything was asked for. */
export function foldScopes(
  findings: readonly Finding[],
  { show, exit }: RenderOptions,
): { readonly listed: readonly Finding[]; readonly folded: readonly Finding[] } {
  if (exit?.unknownFails === true || (show.has('pass') && show.has('not-applicable')))
    return { listed: findings, folded: [] };
  return {
    listed: findings.filter((finding) => !isAboutRest(finding)),
    folded: findings.filter(isAboutRest),
  };
}

/** The skip comments of other tools that a configuration may have already: Checkov, tfsec and trivy. */
import { dayOf, dayStart } from '../day.ts';
import { NO_REASON, type Skip } from './skip.ts';
import { trivyId } from './trivy-names.ts';

type Place = Pick<Skip, 'line' | 'column'>;

const CHECKOV = /((?:checkov|bridgecrew|cortex):skip=) *([A-Za-z_\d]+(?:\s*,\s*[A-Za-z_\d]+)*)(?::(.+))?/;
const DAY_SECONDS = 86_400;

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();
}

/** `checkov:skip=<id>[,<id>…][:<reason>]`, the first of a line (checkov/terraform/context_parsers/base_parser.py). */
export function checkovSkips(line: string, place: Place): Skip[] {
  const found = CHECKOV.exec(line);
  if (found === null) return [];
  const [, sign = '', ids = '', why = ''] = found;
  const names = ids.split(',').map((id) => id.trim());
  return [
    {
      tool: 'checkov',
      said: `${sign}${names.join(',')}`,
      names,
      reason: unquoted(why) || NO_REASON,
      ...place,
    },
  ];
}

/**
 * The words `tfsec:ignore:<id>[:exp:<day>]` of a line, and the same of trivy, as trivy 0.69 reads them (pkg/iac/ignore): it
 * ends with the beginning of that day. Of one for a workspace (`ws`) or for some values alone (`<id>[name=value]`) this
 * tool cannot tell whether it holds: it is not read, and neither is one with a day that is none.
 */
export function trivySkips(line: string, place: Place): Skip[] {
  const words = line.split(/\s+/).map((word) => word.replace(/^[#/*]+/, ''));
  const skips = words.flatMap((word): Pick<Skip, 'said' | 'names' | 'expires'>[] => {
    const [tool = '', verb, id = '', ...sections] = word.split(':');
    if ((tool !== 'tfsec' && tool !== 'trivy') || verb !== 'ignore' || id === '' || id.includes('['))
      return [];
    const term = termOf(sections);
    const names = [id === '*' ? id : trivyId(id)];
    return term === undefined ? [] : [{ said: `${tool}:ignore:${id}`, names, ...term }];
  });
  const reason = reasonOf(words);
  return skips.map((skip) => ({ tool: 'trivy', reason, ...skip, ...place }));
}

/** What remains of the line: `- TODO: implement the ACL`. */
function reasonOf(words: readonly string[]): string {
  const rest = words.filter((word) => !/^(?:tfsec|trivy):ignore:/.test(word)).join(' ');
  return rest.replace(/^[\s:–—-]+/, '').trim() || NO_REASON;
}

/** Undefined where it cannot be told whether it holds. */
function termOf(sections: readonly string[]): Pick<Skip, 'expires'> | undefined {
  if (sections.length === 0) return {};
  const [key, day = '', ...more] = sections;
  const end = dayStart(day);
  if (key !== 'exp' || end === undefined || more.length > 0) return undefined;
  return { expires: dayOf(end - DAY_SECONDS) };
}

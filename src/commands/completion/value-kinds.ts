/** What the values of options and arguments are: how a shell completes them. */
import { SEVERITIES, VERDICTS } from '../../finding/finding.ts';
import { DIFF_REPORTERS } from '../../report/diff/index.ts';
import { ALL_REPORTERS } from '../../report/index.ts';
import { SARIF_PROFILES } from '../../report/reporter.ts';

/** Names that only the policies or collectors at hand tell. */
export type NameSource =
  | 'policies'
  | 'clouds'
  | 'services'
  | 'types'
  | 'aliases'
  | 'frameworks'
  | 'collected'
  | 'judged';

export type ValueKind =
  | { readonly kind: 'files' | 'folders' | 'free' }
  /** Several by comma where `list`. */
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly list?: true }
  | { readonly kind: 'source'; readonly source: NameSource; readonly list?: true }
  /** One of the names, and a file after `=`. */
  | { readonly kind: 'outputs'; readonly names: readonly string[] };

const FILES: ValueKind = { kind: 'files' };
const FOLDERS: ValueKind = { kind: 'folders' };
const FREE: ValueKind = { kind: 'free' };
const POLICIES: ValueKind = { kind: 'source', source: 'policies' };

/**
 * By verb and option or argument (`drift --fail-on`, `policy show <id>`), by option alone, and by what the help calls the value.
 * The first that is there counts, in that order. A test names options and arguments that none of them fits.
 */
export const VALUE_KINDS: Readonly<Record<string, ValueKind>> = {
  'drift --fail-on': { kind: 'names', names: ['drift', 'unmanaged'] },
  'drift --snapshot': FOLDERS,
  'collect aws --types': { kind: 'source', source: 'collected', list: true },
  'policy list --cloud': { kind: 'source', source: 'clouds', list: true },
  'policy list --service': { kind: 'source', source: 'services', list: true },
  'policy list --type': { kind: 'source', source: 'types', list: true },
  'policy list --alias': { kind: 'source', source: 'aliases', list: true },
  'policy list --framework': { kind: 'source', source: 'frameworks', list: true },
  'scan --framework': { kind: 'source', source: 'frameworks' },
  'policy input-schema <type>': { kind: 'source', source: 'judged' },
  'policy new --resources': { kind: 'source', source: 'judged', list: true },
  'policy new <id>': FREE,
  'policy check --fail-on': { kind: 'names', names: ['error', 'warning'] },
  'scan --format': { kind: 'outputs', names: Object.keys(ALL_REPORTERS) },
  'report diff --format': { kind: 'outputs', names: Object.keys(DIFF_REPORTERS) },
  'policy test --format': { kind: 'outputs', names: ['table', 'junit', 'json'] },
  'completion <shell>': { kind: 'names', names: ['bash', 'zsh', 'fish'] },

  '--sarif-profile': { kind: 'names', names: SARIF_PROFILES },
  '--sarif-category': FREE,
  '--only': { kind: 'names', names: ['changed', 'all'] },
  '--unknown': { kind: 'names', names: ['report', 'fail'] },
  '--now': { kind: 'names', names: ['now'] },
  '--regions': FREE,
  '--search': FREE,
  '--var': FREE,
  // A file will do, too.
  '--policies': FILES,
  '--raw-policies': FILES,
  '--rego-version': { kind: 'names', names: ['auto', 'v0', 'v1'] },

  '<severity>': { kind: 'names', names: SEVERITIES },
  '<severities>': { kind: 'names', names: SEVERITIES, list: true },
  '<verdicts>': { kind: 'names', names: ['all', ...VERDICTS], list: true },
  '<format[=file]>': { kind: 'outputs', names: ['table', 'json'] },
  '<id or glob>': POLICIES,
  '<id>': POLICIES,
  '<policy>': POLICIES,
  '<file>': FILES,
  '<input>': FILES,
  '<old>': FILES,
  '<new>': FILES,
  '<folder>': FOLDERS,
  '<address>': FREE,
  '<name>': FREE,
  '<path>': FILES,
  '<percent>': FREE,
  '<regex>': FREE,
  '<seconds>': FREE,
  '<calls>': FREE,
};

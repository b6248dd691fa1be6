/** What git is started with: the user's own settings and credentials, nothing of a repository, no questions. */
import type { GitSource } from './git-source.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables that bind git to a repository (set in hooks and aliases), that print what is secret, and what would open a
 * window to ask. `git rev-parse --local-env-vars` lists the first kind.
 */
const LEFT_OUT =
  /^(GIT_(ALTERNATE_OBJECT_DIRECTORIES|CONFIG|CONFIG_PARAMETERS|OBJECT_DIRECTORY|DIR|WORK_TREE|IMPLICIT_WORK_TREE|GRAFT_FILE|INDEX_FILE|NO_REPLACE_OBJECTS|REPLACE_REF_BASE|PREFIX|SHALLOW_FILE|COMMON_DIR|INTERNAL_SUPER_PREFIX|NAMESPACE|TEMPLATE_DIR|TRACE.*|CURL_VERBOSE|PROTOCOL_FROM_USER|ALLOW_PROTOCOL)|SSH_ASKPASS)$/;

/** Settings that win over the user's, of which none may run a program of the repository or fetch another one. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['fetch.fsckObjects', 'true'],
  ['transfer.fsckObjects', 'true'],
  ['transfer.bundleURI', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '30'],
];

/**
 * Credentials stand in the environment, which other users cannot read, and not among the arguments. They are sent to the
 * repository's host alone: git would send such a header on to where that redirects.
 */
function credentialSettings({ url, user, password, protocol }: GitSource): [string, string][] {
  if (user === undefined && password === undefined) return [];
  if (protocol === 'ssh' || protocol === 'file') return [];
  const { origin } = new URL(url);
  if (password === undefined) return [[`credential.${origin}.username`, user ?? '']];
  const basic = Buffer.from(`${user ?? ''}:${password}`).toString('base64');
  return [
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`],
    ['http.followRedirects', 'false'],
  ];
}

/** The environment of git for this source. */
export function gitEnvironment(source: GitSource, environment: Environment): Environment {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !LEFT_OUT.test(name)));
  const given = Number.parseInt(environment.GIT_CONFIG_COUNT ?? '0', 10) || 0;
  const settings = [...SETTINGS, ...credentialSettings(source)].flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return {
    ...own,
    ...Object.fromEntries(settings),
    GIT_CONFIG_COUNT: String(given + settings.length / 2),
    GIT_ALLOW_PROTOCOL: source.protocol,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
    // Its messages tell what failed, and are read by their words.
    LC_ALL: 'C',
  };
}

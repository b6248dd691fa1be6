/**
 * Completion in the shells themselves: keys are typed at a terminal and the line is read back. What is not installed is skipped
 * aloud; DRIFTLOCK_TEST_SHELLS names a folder to look for shells in first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLI, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const PATHS = [join(folder.path, 'bin'), process.env.DRIFTLOCK_TEST_SHELLS ?? '', process.env.PATH ?? ''];
const ENVIRONMENT = {
  PATH: PATHS.filter((one) => one !== '').join(':'),
  HOME: folder.path,
  TERM: 'dumb',
  LC_ALL: 'C.UTF-8',
};

beforeAll(() => {
  const tool = folder.write('bin/driftlock', `#!/bin/sh\nexec ${process.execPath} ${CLI} "$@"\n`);
  chmodSync(tool, 0o755);
  folder.write('work/my plan.json', '{}');
  folder.write('work/other.txt', '');
  mkdirSync(join(folder.path, 'work/my states'));
  folder.write(
    'work/team/acme/size.rego',
    [
      '# METADATA',
      '# title: Volumes are small',
      '# custom:',
      '#   severity: low',
      '#   resources: [aws_ebs_volume]',
      'package acme.size',
      '',
      '# METADATA',
      '# entrypoint: true',
      'deny contains "large" if input.values.size > 500',
      '',
    ].join('\n'),
  );
});

function missing(shell: string): boolean {
  const isThere = spawnSync(shell, ['-c', 'exit 0'], { env: ENVIRONMENT }).status === 0;
  if (!isThere) console.log(`SKIPPED: completion in ${shell}, which is not installed`);
  return !isThere;
}

/** What is typed, and what the line then is, word by word. */
const LINES: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ['driftlock sca', ['driftlock', 'scan']],
  ['driftlock policy sho', ['driftlock', 'policy', 'show']],
  ['driftlock collect aws --outp', ['driftlock', 'collect', 'aws', '--output']],
  ['driftlock scan --fail-on hi', ['driftlock', 'scan', '--fail-on', 'high']],
  ['driftlock scan --fail-on=hi', ['driftlock', 'scan', '--fail-on=high']],
  [
    'driftlock policy list --severity high,cr',
    ['driftlock', 'policy', 'list', '--severity', 'high,critical'],
  ],
  ['driftlock policy show aws.sqs.queue_p', ['driftlock', 'policy', 'show', 'aws.sqs.queue_public_access']],
  [
    'driftlock scan --policies team --policy ac',
    ['driftlock', 'scan', '--policies', 'team', '--policy', 'acme.size'],
  ],
  [
    'driftlock policy list --alias prowler:kms_c',
    ['driftlock', 'policy', 'list', '--alias', 'prowler:kms_cmk_rotation_enabled'],
  ],
  ['driftlock scan my\\ p', ['driftlock', 'scan', 'my plan.json']],
  ['driftlock scan -f json=oth', ['driftlock', 'scan', '-f', 'json=other.txt']],
  ['driftlock drift --snapshot my', ['driftlock', 'drift', '--snapshot', 'my states/']],
];

/** The line as words, after a tab was typed behind it at a terminal of that shell. */
async function completed(command: string, setup: string, typed: string): Promise<string[]> {
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: join(folder.path, 'work'),
    env: ENVIRONMENT,
  });
  let seen = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    seen += part;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const until = Date.now() + 20_000;
  async function waitFor(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(seen)?.[1];
      if (found !== undefined) return found;
      if (Date.now() > until) throw new Error(`${pattern} does not come: ${JSON.stringify(seen)}`);
      await new Promise((ready) => setTimeout(ready, 20));
    }
  }
  try {
    child.stdin.write(`${setup}; echo REA''DY\n`);
    await waitFor(/(READY)/);
    // To the start of the line, a command that prints its words, to the end of the line, return.
    child.stdin.write(`${typed}\t\u0001printf '<%s>' \u0005; echo '<E''ND>'\n`);
    const line = await waitFor(/(<driftlock>.*)<END>/s);
    return [...line.matchAll(/<([^<>]*)>/g)].map(([, word = '']) => word);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

describe.skipIf(missing('bash'))('bash', () => {
  test.each(LINES)('%s', async (typed, words) => {
    const setup = 'source <(driftlock completion bash)';
    expect(await completed('bash --norc --noprofile -i', setup, typed)).toEqual(words);
  });
});

describe.skipIf(missing('zsh'))('zsh', () => {
  test.each(LINES)('%s', async (typed, words) => {
    const setup = 'autoload -U compinit; compinit -u -D; source <(driftlock completion zsh)';
    // It takes the slash behind a folder away again as soon as another key is pressed.
    const expected = words.map((word) => word.replace(/\/$/, ''));
    expect(await completed('zsh -f -i', setup, typed)).toEqual(expected);
  });
});

describe.skipIf(missing('fish'))('fish', () => {
  test.each(LINES)('%s', (typed, words) => {
    const script = `driftlock completion fish | source; complete -C ${JSON.stringify(typed.replace('\\ ', '\\\\ '))}`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], {
      cwd: join(folder.path, 'work'),
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    const found = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0]);
    expect(found).toEqual([words.at(-1)]);
  });
});

describe('the scripts', () => {
  test.each(['bash', 'zsh', 'fish'])('of %s are printed, and are right by its own parser', async (shell) => {
    const { code, stdout, stderr } = await runCli(['completion', shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const file = folder.write(`script.${shell}`, stdout);
    const parsed = spawnSync(shell, ['-n', file], { env: ENVIRONMENT, encoding: 'utf8' });
    if (parsed.error === undefined)
      expect({ status: parsed.status, said: parsed.stderr }).toEqual({ status: 0, said: '' });
    else console.log(`SKIPPED: the parser of ${shell}, which is not installed`);
  });

  test('of another shell are an error with the nearest', async () => {
    const { code, stdout, stderr } = await runCli(['completion', 'fsh']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'driftlock: unknown shell "fsh"\n  hint: did you mean "fish"? known: bash, zsh, fish\n',
    );
  });
});

test('what is asked for is answered without a word on standard error, whatever is written', async () => {
  for (const words of [
    ['--policies', 'nowhere', '--policy', ''],
    ['nothing', ''],
    ['scan', '--nothing=', ''],
    ['--', '-'],
  ]) {
    const { stdout, code } = await runCli(['__complete', 'zsh', '--', 'scan', ...words]);
    expect([0, 2]).toContain(code);
    if (code === 0) expect(stdout).toMatch(/^(words|files|folders)\t/);
  }
});

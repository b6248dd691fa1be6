/** A small plan with something sensitive and something unknown, and scans of it by raw policies. */
import { join } from 'node:path';
import { type Folder, type Outcome, planOf, runCli, temporaryFolder } from './run-cli.ts';

const CHANGE = { mode: 'managed', provider_name: 'registry.terraform.io/hashicorp/null' };

function resource(address: string, change: object) {
  const [type = '', name = ''] = address.split('.');
  return { ...CHANGE, address, type, name, change: { actions: ['create'], before: null, ...change } };
}

export interface RawRuns {
  readonly folder: Folder;
  readonly plan: string;
  /** Writes files below a folder of that name and gives it. */
  policies(name: string, files: Readonly<Record<string, string>>): string;
  /** Scans by the one file alone. */
  run(name: string, text: string, ...args: string[]): Promise<Outcome>;
}

export function rawRuns(): RawRuns {
  const folder = temporaryFolder();
  const plan = folder.write(
    'plan.json',
    planOf({
      variables: { pw: { value: 'hunter2' } },
      resource_changes: [
        resource('null_resource.a', {
          after: { size: 3, pw: 'hunter2' },
          after_unknown: { id: true },
          after_sensitive: { pw: true },
        }),
        resource('null_resource.b', { after: { size: 9 }, after_unknown: {}, after_sensitive: {} }),
      ],
      configuration: { root_module: { variables: { pw: { sensitive: true } } } },
    }),
  );
  function policies(name: string, files: Readonly<Record<string, string>>): string {
    for (const [file, text] of Object.entries(files)) folder.write(`${name}/${file}`, text);
    return join(folder.path, name);
  }
  return {
    folder,
    plan,
    policies,
    run(name, text, ...args) {
      const at = policies(name, { 'p.rego': text });
      return runCli(['scan', plan, '--raw-policies', at, '--policy', '*.*', ...args], {
        cwd: folder.path,
        limitMs: 100_000,
      });
    },
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfiguration } from '../../../src/source/configuration.ts';
import { regionOf } from '../../../src/source/source-file.ts';
import { realPath } from '../../../src/source/source-root.ts';
import { shown } from './shown-block.ts';

const LAB = realPath(join(import.meta.dirname, '../../../../shared/lab'));

function planOf(name: string): { readonly address: string }[] {
  const text = readFileSync(join(LAB, name), 'utf8');
  return (JSON.parse(text) as { resource_changes: { address: string }[] }).resource_changes;
}

const hasLab = (() => {
  try {
    planOf('terraform_data/modules_same_name_foreach_keys.json');
    return true;
  } catch {
    console.warn('SKIPPED: plans of the lab, which is not there');
    return false;
  }
})();

describe.runIf(hasLab)('the plans of the lab', () => {
  test.each([
    [
      'modules_same_name_foreach_keys.json',
      'terraform_data/modules_src',
      {
        'terraform_data.this': 'declared main.tf:1-3',
        'module.a["eu.west"].terraform_data.this': 'declared mod/main.tf:2-4',
        'module.a["us[0]"].terraform_data.this': 'declared mod/main.tf:2-4',
        'module.b.terraform_data.this': 'declared mod/main.tf:2-4',
        'module.a["eu.west"].module.inner[0].terraform_data.this': 'declared mod/inner/main.tf:2-4',
        'module.a["eu.west"].module.inner[1].terraform_data.this': 'declared mod/inner/main.tf:2-4',
        'module.a["us[0]"].module.inner[0].terraform_data.this': 'declared mod/inner/main.tf:2-4',
        'module.a["us[0]"].module.inner[1].terraform_data.this': 'declared mod/inner/main.tf:2-4',
        'module.b.module.inner[0].terraform_data.this': 'declared mod/inner/main.tf:2-4',
        'module.b.module.inner[1].terraform_data.this': 'declared mod/inner/main.tf:2-4',
      },
    ],
    [
      'sensitive_unknown_count_foreach.json',
      'terraform_data',
      {
        'terraform_data.a["x"]': 'declared sensitive_unknown_count_foreach.tf:7-10',
        'terraform_data.a["y.z[0]"]': 'declared sensitive_unknown_count_foreach.tf:7-10',
        'terraform_data.b[0]': 'declared sensitive_unknown_count_foreach.tf:11-15',
        'terraform_data.b[1]': 'declared sensitive_unknown_count_foreach.tf:11-15',
      },
    ],
    [
      'actions_forget_moved_replace_delete_noop_check.json',
      'terraform_data',
      {
        'terraform_data.cbd': 'declared actions.tf:19-23',
        'terraform_data.forget_me': 'removed actions.tf:4-7',
        'terraform_data.gone': undefined,
        'terraform_data.keep': 'declared actions.tf:1-3',
        'terraform_data.new_name': 'declared actions.tf:12-14',
        'terraform_data.repl': 'declared actions.tf:15-18',
      },
    ],
  ] as const)('%s', (plan, folder, expected) => {
    const configuration = openConfiguration(join(LAB, folder), join(LAB, folder));
    const found = planOf(`terraform_data/${plan}`).map(({ address }) => [
      address,
      shown(configuration.locate(address)),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
    // Before it was moved.
    if (plan.startsWith('actions'))
      expect(shown(configuration.locate('terraform_data.old_name'))).toBe('declared actions.tf:12-14');
  });

  test('every address of the account stands for the block that grep finds', () => {
    const folder = join(LAB, 'aws/config');
    const configuration = openConfiguration(folder, folder);
    const plan = planOf('aws/recorded/create.plan.json');
    expect(plan.length).toBe(73);
    for (const { address } of plan) {
      const found = configuration.locate(address)?.declaration;
      const [type, name] = address.split('.');
      const header = `resource "${type}" "${name}" {`;
      const { file = '', text = '' } = found?.source ?? {};
      const { startLine } = found === undefined ? {} : regionOf(found.source, found.block.range);
      expect(text).toBe(readFileSync(join(folder, file), 'utf8'));
      expect(text.split('\n')[(startLine ?? 0) - 1]?.slice(0, header.length)).toBe(header);
    }
  });
});

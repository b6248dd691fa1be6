/** A state as `terraform show -json` prints it, which tells no provider configurations. */
import { writeFileSync } from 'node:fs';
import type { JsonObject } from '../../../src/resource/resource.ts';

export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly values: JsonObject;
}

/** Writes it there; `sensitive` by the name of the resource. */
export function stateFile(path: string, resources: readonly Declared[], sensitive: JsonObject = {}): string {
  const root = {
    resources: resources.map(({ type, name, values }) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      schema_version: 1,
      values,
      sensitive_values: sensitive[name] ?? {},
    })),
  };
  writeFileSync(
    path,
    JSON.stringify({ format_version: '1.0', terraform_version: '1.11.4', values: { root_module: root } }),
  );
  return path;
}

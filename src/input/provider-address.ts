/** A provider's full source address from what a file names. */

/**
 * `registry.terraform.io/hashicorp/aws` for that address, for `aws` as Terraform 0.12 wrote it, and, where the file
 * names no provider, for the provider that Terraform itself would take by the type's first word.
 */
export function providerAddress(named: unknown, type: string): string {
  const name = typeof named === 'string' && named !== '' ? named : (type.split('_')[0] ?? type);
  if (name.includes('/')) return name;
  return name === 'terraform' ? 'terraform.io/builtin/terraform' : `registry.terraform.io/hashicorp/${name}`;
}

/** The provider of a state file's block and the key of its configuration, as plans write it. */
export interface StateProvider {
  readonly provider: string;
  readonly config: string;
}

const STATE_PROVIDER = /^(?:(.*)\.)?provider\["([^"]+)"\](?:\.([^.[\]"]+))?$/;

/**
 * Parses `module.a.provider["registry.terraform.io/hashicorp/aws"].west` into that provider and the key
 * `module.a:aws.west`; undefined for text that is none.
 */
export function stateProvider(named: string): StateProvider | undefined {
  const parts = STATE_PROVIDER.exec(named);
  const provider = parts?.[2];
  if (provider === undefined) return undefined;
  const short = provider.split('/').at(-1) ?? provider;
  const alias = parts?.[3] === undefined ? short : `${short}.${parts[3]}`;
  return { provider, config: parts?.[1] === undefined ? alias : `${parts[1]}:${alias}` };
}

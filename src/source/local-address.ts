/** An address step by step, as `removed` and `moved` blocks name resources and modules: `module.a["x"]`, then `aws_vpc.b[0]`. */
import {
  type Address,
  type InstanceKey,
  localAddress,
  parseTraversal,
  splitAddress,
} from '../resource/address.ts';

/** `name` is `module.a`, `aws_vpc.b` or `data.aws_ami.c`. */
export interface AddressStep {
  readonly name: string;
  readonly key?: InstanceKey;
}

export function addressSteps(address: Address): AddressStep[] {
  const modules = address.modules.map(({ name, key }) => stepOf(`module.${name}`, key));
  return [...modules, stepOf(localAddress(address), address.key)];
}

function stepOf(name: string, key: InstanceKey | undefined): AddressStep {
  return key === undefined ? { name } : { name, key };
}

/** Of a resource or of a module, as it is written in a configuration; undefined for anything else. */
export function targetSteps(text: string): AddressStep[] | undefined {
  const steps = parseTraversal(text.replace(/\s+/g, ''));
  if (steps === undefined) return undefined;
  const resource = splitAddress(steps);
  if (resource !== undefined) return resource.rest.length === 0 ? addressSteps(resource.address) : undefined;
  // A module alone: with a resource behind it, it is an address.
  const split = splitAddress([...steps, { name: 'any' }, { name: 'any' }]);
  return split === undefined || split.rest.length > 0 || split.address.modules.length === 0
    ? undefined
    : addressSteps(split.address).slice(0, -1);
}

/** Whether `steps` begin with `first`, which without a key means every instance. */
export function beginsWith(steps: readonly AddressStep[], first: readonly AddressStep[]): boolean {
  return first.every(({ name, key }, index) => {
    const step = steps[index];
    return step?.name === name && (key === undefined || step.key === key);
  });
}

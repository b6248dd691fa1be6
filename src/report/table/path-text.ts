/** A path as people read it: `values.ingress[0]["x.y"]`. */
import type { Path } from '../../resource/resource.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

export function pathText(path: Path): string {
  return path
    .map((step, depth) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!PLAIN.test(step)) return `[${JSON.stringify(step)}]`;
      return depth === 0 ? step : `.${step}`;
    })
    .join('');
}

/** What a policy's severity rests on, where it says so: ` (exposure next, impact data)`. */
import type { Policy } from '../finding/policy.ts';

export function ratingText({ exposure, impact }: Pick<Policy, 'exposure' | 'impact'>): string {
  return exposure === undefined || impact === undefined ? '' : ` (exposure ${exposure}, impact ${impact})`;
}

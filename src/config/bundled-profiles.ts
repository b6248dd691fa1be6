/** Profiles that the package brings: `rules/profiles/<name>.yaml` says which of the bundled policies each of them has. */

export const BUNDLED_PROFILES = ['recommended', 'strict', 'change-safety', 'tags'] as const;
export type BundledProfile = (typeof BUNDLED_PROFILES)[number];

/** What counts where nobody names one. */
export const USUAL_PROFILE: BundledProfile = 'recommended';

export function isBundledProfile(name: string): name is BundledProfile {
  return BUNDLED_PROFILES.some((one) => one === name);
}

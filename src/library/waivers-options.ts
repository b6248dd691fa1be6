/** What the option `waivers` of the library may say beside names of files. */

/** What waivers may be; each as in driftlock.yaml. */
export interface WaiversOptions {
  /** Waiver files, relative to the current folder; none where left out. */
  readonly files?: string | readonly string[];
  /** Days that a waiver may last; 365 where left out. */
  readonly longestTerm?: number;
  /** Resources that one may be about without `broad: true`; 10 where left out. */
  readonly mostResources?: number;
  /** Comments in the configuration that count: all, our own alone, or none; all where left out. */
  readonly inline?: 'all' | 'own' | 'none';
}

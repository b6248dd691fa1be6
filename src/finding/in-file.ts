/** What a finding says of the input that it was read from, where a run has several. */
import type { Finding } from './finding.ts';

/** The input stands for a place in the configuration until that is known. */
export function inFile(name: string): Pick<Finding, 'input' | 'location'> {
  return { input: name, location: { file: name } };
}

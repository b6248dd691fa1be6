/** `AWS_ENDPOINT_URL=… node test/lab/collect/print-comparison.ts <state file> [collector id prefix …]` */
import { openInput } from '../../../src/input/open-input.ts';
import { collected } from './collected.ts';
import { compareWithState, comparisonLines } from './compare-with-state.ts';

const [file = '', ...prefixes] = process.argv.slice(2);
const live = await collected(prefixes.length === 0 ? [''] : prefixes);
const state = await openInput(file, { keepTypes: new Set(), terraform: false });
process.stdout.write(`${comparisonLines(compareWithState(state.resources(), live)).join('\n')}\n`);
for (const entry of live.coverage)
  process.stdout.write(
    `${entry.type} ${entry.status} ${entry.count} ${entry.api ?? ''} ${entry.error ?? ''}\n`,
  );

/** The other half of the ten thousand (plans.test.ts), so that two cores share them. */
import { fuzzHalf, OTHER_HALF } from './fuzz-half.ts';

fuzzHalf(OTHER_HALF);

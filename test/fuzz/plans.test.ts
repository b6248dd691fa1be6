/** Ten thousand plans and states that no Terraform wrote, this half and the other: `DRIFTLOCK_FUZZ_SEED=n` runs one alone. */
import { FIRST_HALF, fuzzHalf } from './fuzz-half.ts';

fuzzHalf(FIRST_HALF);

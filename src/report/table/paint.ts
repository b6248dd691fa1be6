/** Colours by meaning; without colour the same functions give the text as it is. */
import picocolors from 'picocolors';
import type { Severity, Verdict } from '../../finding/finding.ts';

type Colouring = (text: string) => string;

export interface Paint {
  readonly severity: Readonly<Record<Severity, Colouring>>;
  readonly verdict: Readonly<Record<Verdict, Colouring>>;
  readonly strong: Colouring;
  readonly quiet: Colouring;
  readonly value: Colouring;
  readonly link: Colouring;
  readonly alarm: Colouring;
}

export function paintOf(colour: boolean): Paint {
  const c = picocolors.createColors(colour);
  return {
    severity: {
      critical: (text) => c.bold(c.magenta(text)),
      high: (text) => c.bold(c.red(text)),
      medium: c.yellow,
      low: c.blue,
      info: c.gray,
    },
    verdict: {
      fail: (text) => c.bold(c.red(text)),
      unknown: (text) => c.bold(c.yellow(text)),
      error: (text) => c.bold(c.magenta(text)),
      waived: c.blue,
      pass: c.green,
      'not-applicable': c.gray,
    },
    strong: c.bold,
    quiet: c.gray,
    value: c.cyan,
    link: (text) => c.underline(c.gray(text)),
    alarm: c.yellow,
  };
}

/** Whether to colour and how wide to print, from flags, environment and the terminal. */

export interface Terminal {
  readonly colour: boolean;
  /** Columns to fill. */
  readonly width: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_WIDTH = 100;
const NARROWEST = 40;
/** Lines beyond this are hard to follow with the eye. */
const WIDEST = 140;

/** Colour: `--no-color`, then NO_COLOR (no-color.org: any value but empty), FORCE_COLOR (not 0), then the terminal. */
function wantsColour(flag: boolean, isTerminal: boolean, environment: Environment): boolean {
  if (!flag || (environment.NO_COLOR ?? '') !== '') return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && environment.TERM !== 'dumb';
}

function widthOf(columns: number | undefined, environment: Environment): number {
  const told = columns ?? Number.parseInt(environment.COLUMNS ?? '', 10);
  if (!Number.isInteger(told) || told <= 0) return DEFAULT_WIDTH;
  return Math.min(Math.max(told, NARROWEST), WIDEST);
}

/** `columns` is undefined where standard output is not a terminal; then COLUMNS, else 100 columns. */
export function terminalOf(
  flag: boolean,
  columns: number | undefined,
  environment: Environment = process.env,
): Terminal {
  return {
    colour: wantsColour(flag, columns !== undefined, environment),
    width: widthOf(columns, environment),
  };
}

/** A file is never coloured, and as wide as COLUMNS says. */
export function fileTerminal(environment: Environment = process.env): Terminal {
  return { colour: false, width: widthOf(undefined, environment) };
}

/** One line on the terminal that tells how far long work is; nothing where standard error is none. */
import { writeProgress } from '../io.ts';

export interface Progress {
  resource(): void;
  /** A part of the work is done; `name` is shown. */
  done(name: string): void;
  /** Takes the line away. */
  end(): void;
}

const EVERY_MS = 100;

/** `parts` is how many parts there are. */
export function createProgress(parts: number): Progress {
  let finished = 0;
  let resources = 0;
  let latest = '';
  let shown = 0;
  function show(): void {
    const now = Date.now();
    if (now - shown < EVERY_MS) return;
    shown = now;
    writeProgress(`${finished} of ${parts} · ${resources} resources · ${latest}`);
  }
  return {
    resource() {
      resources++;
      show();
    },
    done(name) {
      finished++;
      latest = name;
      show();
    },
    end: () => writeProgress(''),
  };
}

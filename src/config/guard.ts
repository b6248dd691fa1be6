/** How a process tells its child that it is the child (commands/memory-guard.ts). */

const MARK = 'DRIFTLOCK_GUARDED';

export function isGuarded(environment: NodeJS.ProcessEnv = process.env): boolean {
  return environment[MARK] === '1';
}

export function guardedEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...environment, [MARK]: '1' };
}

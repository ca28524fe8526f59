import { describeError } from './logger.ts';
import { SettingsProblem } from './settings-problem.ts';

/** A problem of the settings in one line; anything else is a bug and shows where. */
export function complain(error: unknown): never {
  const text = error instanceof SettingsProblem ? `Daybook: ${error.message}` : describeError(error).stack;
  process.stderr.write(`${text ?? error}\n`);
  process.exit(1);
}

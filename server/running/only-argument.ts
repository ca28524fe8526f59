import { SettingsProblem } from './settings-problem.ts';

/** What a command is given: one name and nothing else; `usage` says what it should have been. */
export function onlyArgument([argument, ...more]: readonly string[], usage: string): string {
  if (!argument || argument.startsWith('-') || more.length > 0) throw new SettingsProblem(usage);
  return argument;
}

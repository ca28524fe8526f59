/**
 * Bugs that somebody could really write, each as a change of one place in the source. They exist in a test's own
 * process alone: its loader makes the change while it reads the file.
 */
export type Mutant = {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
};

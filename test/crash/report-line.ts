/** A line of a table: what, and how often. */
export function line(name: string, count: number): string {
  return `  ${name.padEnd(44)}${String(count).padStart(7)}`;
}

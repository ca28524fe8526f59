/** What a database holds, table by table, for one of another kind: each after those that it refers to. */
export type Tables = readonly Table[];

export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  rows(): Iterable<Readonly<Record<string, unknown>>>;
};

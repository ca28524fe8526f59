/** Names in order, as a browser lists stores and indexes. */
export type NameList = readonly string[] & {
  contains(name: string): boolean;
  item(at: number): string | null;
};

export function nameList(names: Iterable<string>): NameList {
  const sorted = [...names].sort();
  return Object.assign(sorted, {
    contains: (name: string) => sorted.includes(name),
    item: (at: number) => sorted[at] ?? null,
  });
}

/** At which seed each planted bug falls first, and by which invariant: found by `npm run simulate -- --mutants`. */
export const PINNED: Readonly<Record<string, { readonly seed: number; readonly invariant: string }>> = {};

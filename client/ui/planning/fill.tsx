import type { JSX } from 'preact';
import { Sign } from '../parts/sign.tsx';
import { percentOf } from './figures-format.ts';

/** Over its seats it says so by a sign too; a dash where there is nothing to fill. */
export function Fill({ of }: { readonly of: number | null }): JSX.Element {
  if (of === null) return <span>–</span>;
  return of > 1 ? <Sign state="overbooked">{percentOf(of)}</Sign> : <span>{percentOf(of)}</span>;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const OPERATIONS_PAGE = readFileSync(join(import.meta.dirname, '../../OPERATIONS.md'), 'utf8');

export type OperatedSetting = { readonly name: string; readonly fallback: string };

/** The table of the settings in OPERATIONS.md: `| \`NAME\` | default | … |`. */
export function operatedSettings(): OperatedSetting[] {
  const rows = OPERATIONS_PAGE.matchAll(/^\| `([A-Z_]+)` \|([^|]*)\|/gm);
  return [...rows].map(([, name = '', fallback = '']) => ({
    name,
    fallback: fallback.replace(/[`\s]/g, ''),
  }));
}

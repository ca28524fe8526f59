import type { Row } from '../row.ts';
import { sqliteRow } from '../sqlite-row.ts';

export const row: Row = sqliteRow({ clients: 1, atLeast: 0.2 });

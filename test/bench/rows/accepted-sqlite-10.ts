import type { Row } from '../row.ts';
import { sqliteRow } from '../sqlite-row.ts';

export const row: Row = sqliteRow({ clients: 10, atLeast: 0.4 });

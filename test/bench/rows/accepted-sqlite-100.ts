import type { Row } from '../row.ts';
import { sqliteRow } from '../sqlite-row.ts';

export const row: Row = sqliteRow({ clients: 100, atLeast: 5 });

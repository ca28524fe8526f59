import { postgresRow } from '../bare-postgres.ts';
import type { Row } from '../row.ts';

export const row: Row = postgresRow({ clients: 100, atLeast: 1 });

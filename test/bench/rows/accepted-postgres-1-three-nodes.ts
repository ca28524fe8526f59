import { postgresRow } from '../bare-postgres.ts';
import type { Row } from '../row.ts';

export const row: Row = postgresRow({ clients: 1, nodes: 3, atLeast: 0.1 });

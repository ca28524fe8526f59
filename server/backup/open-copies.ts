import { createPostgresCopies } from '../log/postgres-copies.ts';
import { createSqliteCopies } from '../log/sqlite-copies.ts';
import { readPlace } from '../running/settings.ts';
import type { Copies } from './copies.ts';

/** Of the database that a server with these settings runs on. */
export function openCopies(env: NodeJS.ProcessEnv): Copies {
  const { databaseUrl, dataFolder } = readPlace(env);
  return databaseUrl === undefined ? createSqliteCopies(dataFolder) : createPostgresCopies(databaseUrl);
}

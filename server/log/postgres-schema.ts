import type pg from 'pg';

/** Those of extensions are not Daybook's. */
const RELATIONS = `
  SELECT format('ALTER %s %I.%I SET SCHEMA ',
    CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
    nspname, relname) AS move
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('e', 'a', 'i')
      AND classid = 'pg_class'::regclass)`;
const FUNCTIONS = `
  SELECT format('ALTER FUNCTION %s SET SCHEMA ', pg_proc.oid::regprocedure) AS move
  FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
  WHERE nspname = current_schema()
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;

type Move = { readonly move: string };

export async function relationsOf(client: pg.Client): Promise<Move[]> {
  return (await client.query(RELATIONS)).rows as Move[];
}

/** Puts what is there into a schema of its own. */
export async function clearing(client: pg.Client, schema: string, aside: string): Promise<string> {
  const relations = await relationsOf(client);
  if (relations.length === 0) return '';
  const functions = (await client.query(FUNCTIONS)).rows as Move[];
  const away = client.escapeIdentifier(aside);
  const moves = [...relations, ...functions].map(({ move }) => `${move}${away};\n`).join('');
  // `regprocedure` names no schema where the path finds it without.
  return `SET search_path TO ${client.escapeIdentifier(schema)};\nCREATE SCHEMA ${away};\n${moves}`;
}

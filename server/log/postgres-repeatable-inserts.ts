import {
  ColumnNode,
  ColumnUpdateNode,
  type InsertQueryNode,
  OnConflictNode,
  PostgresQueryCompiler,
  RawNode,
} from 'kysely';

const ID = 'id';

/** Nothing is changed by it, and unlike DO NOTHING it answers with the row that is there. */
const SAME_AGAIN = OnConflictNode.cloneWith(OnConflictNode.create(), {
  columns: [ColumnNode.create(ID)],
  updates: [ColumnUpdateNode.create(ColumnNode.create(ID), RawNode.createWithSql('excluded."id"'))],
});

/**
 * Where a connection is lost nobody knows whether a statement was done, and it is done again (`PostgresDatabase`). What
 * the library inserts has an id that nobody else has made: an insert that finds it there is its own, and as good as
 * done. Whatever else is taken, a mail address say, is refused as ever.
 */
export class RepeatableInserts extends PostgresQueryCompiler {
  protected override visitInsertQuery(node: InsertQueryNode): void {
    const hasId = node.columns?.some(({ column }) => column.name === ID);
    super.visitInsertQuery(hasId && !node.onConflict ? { ...node, onConflict: SAME_AGAIN } : node);
  }
}

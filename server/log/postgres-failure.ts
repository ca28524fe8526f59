import pg from 'pg';

/**
 * What an error of the driver means for who asked.
 *
 *   taken        a key is there already: somebody was faster
 *   again        two transactions were in each other's way: the same may well succeed now
 *   lost         the connection is gone; if it was committing, nobody knows whether that was done
 *   unavailable  the database says no at the moment: full, too busy, read-only
 *   bug          anything else
 */
export type Failure = 'taken' | 'again' | 'lost' | 'unavailable' | 'bug';

export function failureOf(error: unknown): Failure {
  if (error instanceof pg.DatabaseError) return ofSqlState(error.code ?? '');
  if (!(error instanceof Error)) return 'bug';
  const { code } = error as NodeJS.ErrnoException;
  const isLost = (code !== undefined && LOST_SOCKET.has(code)) || LOST_MESSAGE.test(error.message);
  return isLost ? 'lost' : 'bug';
}

/** In a few words. Where all addresses of a name were tried, the error around them says nothing. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof AggregateError ? error.cause : error;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  return inner instanceof Error ? inner.message : String(inner);
}

const LOST_SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);
/** The driver's own errors have no code. */
const LOST_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout e|Query read timeout)/;

function ofSqlState(code: string): Failure {
  switch (code) {
    case '23505':
      return 'taken';
    case '40001': // serialization_failure
    case '40P01': // deadlock_detected
      return 'again';
    case '57P01': // admin_shutdown
    case '57P02': // crash_shutdown
    case '57P03': // cannot_connect_now
    case '57P05': // idle_session_timeout
    case '25P03': // idle_in_transaction_session_timeout
      return 'lost';
    case '57014': // query_canceled: it took too long
    case '55P03': // lock_not_available
    case '25006': // read_only_sql_transaction: a standby
      return 'unavailable';
    default:
      // 08: the connection. 53: no room, no memory, no connection left. 58: the disk or the system.
      if (code.startsWith('08')) return 'lost';
      return code.startsWith('53') || code.startsWith('58') ? 'unavailable' : 'bug';
  }
}

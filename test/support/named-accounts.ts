import type { Accounts, Description, People } from '../../server/accounts/accounts.ts';
import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';

/**
 * Accounts without passwords, chance or time: who is signed in is whoever was said to be. A person's id is what stands
 * before the @ of the mail address.
 */
export type NamedAccounts = Accounts & {
  readonly people: People;
  /** The cookie of a new session of theirs. */
  begin(userId: ActorId): string;
};

const COOKIE = /(?:^|; )session=(\d+)/;

export function createNamedAccounts(): NamedAccounts {
  const known = new Map<ActorId, Description>();
  const sessions = new Map<string, ActorId>();
  const bound = new Map<string, WorkspaceId>();
  const givenBy = new Map<ActorId, WorkspaceId | null>();
  let begun = 0;
  const accounts: NamedAccounts = {
    isOpen: false,
    async person(request) {
      const sessionId = COOKIE.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
      const userId = sessions.get(sessionId);
      const boundTo = bound.get(sessionId);
      if (!userId) return undefined;
      const name = known.get(userId)?.name ?? userId;
      return { userId, sessionId, name, ...(boundTo && { boundTo }), byPassword: false };
    },
    async endSession(sessionId) {
      sessions.delete(sessionId);
    },
    endedSessions: async (ids) => ids.filter((id) => !sessions.has(id)),
    begin(userId) {
      begun += 1;
      sessions.set(String(begun), userId);
      return `session=${begun}`;
    },
    people: {
      attempt: async () => ({ succeeded: async () => {} }),
      async beginSession(userId, boundTo) {
        const cookie = accounts.begin(userId);
        bound.set(String(begun), boundTo);
        return { sessionId: String(begun), cookie: `${cookie}; Path=/api; HttpOnly` };
      },
      async admit({ name, mail }) {
        const userId = (mail.split('@')[0] ?? '') as ActorId;
        if (!known.has(userId)) known.set(userId, { name, mail });
        return { userId, hasFirstPassword: false };
      },
      async setPassword(userId, _, by) {
        givenBy.set(userId, by);
        for (const [id, whose] of sessions) if (whose === userId) sessions.delete(id);
      },
      passwordGivenBy: async (userId) => givenBy.get(userId) ?? undefined,
      async endSessionsOfCodes(userId, boundTo) {
        for (const [id, whose] of sessions)
          if (whose === userId && bound.get(id) === boundTo) sessions.delete(id);
      },
      async described(users) {
        return new Map(
          users.flatMap((user) => {
            const found = known.get(user);
            return found ? [[user, found] as const] : [];
          }),
        );
      },
    },
  };
  return accounts;
}

import type { Accounts } from './accounts.ts';

/** No accounts at all, for where only the team can reach the server. */
export const OPEN_HOUSE: Accounts = {
  isOpen: true,
  person: async () => undefined,
  endSession: async () => {},
};

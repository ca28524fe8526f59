import { Hono } from 'hono';
import { route } from '../http/routes.ts';
import type { Accounts } from './accounts.ts';

/** No accounts at all, for where only the team can reach the server. The app may ask, and learns that. */
export const OPEN_HOUSE: Accounts = {
  isOpen: true,
  person: async () => undefined,
  endSession: async () => {},
  endedSessions: async () => [],
  signIn: nobodySignsIn(),
};

function nobodySignsIn(): Hono {
  const app = new Hono();
  route(app, '/ways', { GET: (c) => c.json({ password: false, oidc: false }) });
  return app;
}

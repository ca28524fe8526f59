import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { commitId, deviceId, sessionId } from '../support/ids.ts';
import { WORKSPACE } from '../support/server.ts';
import { commitsOf, type Situation } from './hostile-commits.ts';
import { accountOf, OTHER } from './organisation.ts';
import type { Asking } from './requests.ts';

export const BASE = `/api/workspaces/${WORKSPACE}`;
const NEW_PASSWORD = 'another long password';

/**
 * Each request that changes something, as it has to be, except that nobody is really signed out, nothing that is there
 * is revoked and no password is right.
 */
export function changing({ persona, organisation, chance, index }: Situation): Asking {
  const { epoch, found } = organisation;
  const { email, password } = accountOf(`somebody-${index}`);
  const elsewhere = persona.name === 'foreign' ? BASE : `/api/workspaces/${OTHER}`;
  const nowhere = commitId(`nowhere ${index}`);
  const push = (): Asking => {
    const { deviceId: from = deviceId('nobodys') } = persona.device ?? {};
    const commits = commitsOf({ persona, organisation, chance, index });
    return post(`${BASE}/commits`, { protocol: PROTOCOL, rules: 1, epoch, deviceId: from, commits });
  };
  return chance.pick<() => Asking>([
    ...Array(10).fill(push),
    () => post(`${BASE}/devices`, { name: `Tablet ${index}` }),
    () => post(`${BASE}/enrolment-codes`, { userId: persona.userId ?? 'nobody' }),
    () => post('/api/enrol', { workspaceId: WORKSPACE, code: `guessed-${index}`, name: 'Tablet' }),
    () => post(`${BASE}/members`, { email, name: 'Eve', role: 'field' }),
    () => post('/api/auth/sign-in/email', { email, password: chance.chance(0.05) ? password : '' }),
    () => post('/api/auth/change-password', { currentPassword: 'not it', newPassword: '' }),
    () =>
      post('/api/set-up', {
        token: 'guessed',
        name: 'Eve',
        email,
        password,
        workspaceName: 'Mine',
        samples: true,
      }),
    () => post(`${BASE}/quarantine/${nowhere}`, { action: 'set-aside', reason: 'no need' }),
    () => {
      const [commit] = commitsOf({ persona, organisation, chance, index });
      return post(`${BASE}/quarantine/${nowhere}`, {
        action: 'release',
        reason: 'all right',
        commit: { ...commit, id: nowhere },
      });
    },
    () => ({ method: 'DELETE', target: `${BASE}/devices/${deviceId(`nobodys-${index}`)}` }),
    () => ({ method: 'DELETE', target: `${BASE}/members/nobody-${index}` }),
    () => post(`${BASE}/members/nobody-${index}/password`, { password: 'a long password' }),
    () => ({ method: 'DELETE', target: `${elsewhere}/devices/${chance.pick(found)}` }),
    () =>
      post('/api/auth/change-password', {
        currentPassword: chance.chance(0.1) ? 'not it' : '',
        newPassword: NEW_PASSWORD,
      }),
  ])();
}

/** Each request that only reads. */
export function reading({ organisation: { epoch }, chance }: Situation): Asking {
  const hash = '0'.repeat(64);
  return {
    method: 'GET',
    target: chance.pick([
      `${BASE}/events?epoch=${epoch}&after=${chance.whole(0, 300)}&limit=5`,
      `${BASE}/segments?epoch=${epoch}`,
      `${BASE}/segments/1/${hash}`,
      `${BASE}/live`,
      `${BASE}/devices`,
      `${BASE}/members`,
      `${BASE}/quarantine`,
      `${BASE}/quarantine/count`,
      '/api/workspaces',
      '/api/auth/session',
      '/api/auth/ways',
      '/api/health',
      '/api/ready',
      '/',
      '/assets/index-abc123.js',
      `/sessions/${sessionId()}`,
    ]),
  };
}

export function post(target: string, value: unknown): Asking {
  return { method: 'POST', target, value };
}

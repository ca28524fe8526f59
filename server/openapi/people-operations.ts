import * as v from 'valibot';
import {
  Admitted,
  ChangePassword,
  EnrolByCode,
  EnrolmentCodeReply,
  FirstPassword,
  ManagedDevices,
  Members,
  NewEnrolmentCode,
  NewMember,
  SetUp,
  SetUpReply,
  SignedIn,
  SignIn,
} from '../../shared/sync/people.ts';
import { EnrolReply, EnrolRequest, Workspaces } from '../../shared/sync/protocol.ts';
import { UsualSession } from '../../shared/sync/usual-session.ts';
import type { Operations } from './operation.ts';

const DEVICE = ['session', 'device'] as const;
const SESSION = ['session'] as const;
const CODE = 'xFJ0jKqvAqzS0nJdCpkrQe1bCqEAFbYVf2yFCwqQvXs';
const DONE = { 204: { says: 'Done' } };
const SIGNED_IN = { 204: { says: 'Done; the session is a cookie' } };

export const PEOPLE_OPERATIONS: Operations = {
  'GET /api/workspaces': {
    summary: 'List the workspaces of who asks',
    group: 'Devices and people',
    needs: DEVICE,
    answers: { 200: { says: 'With the role in each', schema: Workspaces } },
  },
  'POST /api/workspaces/:workspace/devices': {
    summary: 'Enrol this browser',
    group: 'Devices and people',
    needs: SESSION,
    body: EnrolRequest,
    example: { name: 'Tablet at the gate' },
    answers: { 201: { says: 'It is known by a cookie from now on', schema: EnrolReply } },
  },
  'POST /api/workspaces/:workspace/enrolment-codes': {
    summary: 'Make a code that enrols another browser as a member, once (W10)',
    group: 'Devices and people',
    needs: DEVICE,
    body: NewEnrolmentCode,
    example: { userId: 'noor' },
    answers: { 201: { says: 'The code, and until when it counts', schema: EnrolmentCodeReply } },
  },
  'POST /api/enrol': {
    summary: 'Enrol this browser by a code, and sign in with it (W10)',
    group: 'Devices and people',
    body: EnrolByCode,
    example: { workspaceId: 'main', code: CODE, name: 'Tablet at the gate' },
    answers: { 201: { says: 'Device and session are cookies', schema: EnrolReply } },
  },
  'GET /api/workspaces/:workspace/devices': {
    summary: 'List the devices (W5)',
    group: 'Devices and people',
    needs: DEVICE,
    answers: { 200: { says: 'In the order of enrolment', schema: ManagedDevices } },
  },
  'DELETE /api/workspaces/:workspace/devices/:device': {
    summary: 'Revoke a device (W5)',
    group: 'Devices and people',
    needs: DEVICE,
    answers: DONE,
  },
  'GET /api/workspaces/:workspace/members': {
    summary: 'List the members; mail addresses are shown to administrators',
    group: 'Devices and people',
    needs: DEVICE,
    answers: { 200: { says: 'Who has belonged to it longest first', schema: Members } },
  },
  'POST /api/workspaces/:workspace/members': {
    summary: 'Admit somebody, or give a member another role (W2, W7)',
    group: 'Devices and people',
    needs: DEVICE,
    body: NewMember,
    example: { email: 'noor@example.org', name: 'Noor', role: 'field' },
    answers: { 201: { says: 'Whose account it is', schema: Admitted } },
  },
  'DELETE /api/workspaces/:workspace/members/:user': {
    summary: 'Withdraw somebody’s role',
    group: 'Devices and people',
    needs: DEVICE,
    answers: DONE,
  },
  'POST /api/workspaces/:workspace/members/:user/password': {
    summary: 'Give a member who has forgotten theirs another first password (W12)',
    group: 'Devices and people',
    needs: DEVICE,
    body: FirstPassword,
    example: { password: 'a long password' },
    answers: { 204: { says: 'Done; all their sessions have ended' } },
  },
  'POST /api/workspaces/:workspace/usual-session': {
    summary: 'Choose what the form for a new session begins with, for everybody (W13)',
    group: 'Devices and people',
    needs: DEVICE,
    body: UsualSession,
    example: {
      minutes: 90,
      capacity: 12,
      policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
    },
    answers: { 204: { says: 'Done; a pull says it in Daybook-Usual-Session' } },
  },
  'GET /api/auth/ways': {
    summary: 'In which ways one can sign in',
    group: 'Signing in',
    answers: {
      200: {
        says: 'None of them: there are no accounts',
        schema: v.object({ password: v.boolean(), oidc: v.boolean() }),
      },
    },
  },
  'POST /api/auth/sign-in/email': {
    summary: 'Sign in by mail address and password (W6, W8)',
    group: 'Signing in',
    body: SignIn,
    example: { email: 'noor@example.org', password: 'a long password' },
    answers: SIGNED_IN,
  },
  'GET /api/auth/session': {
    summary: 'Who is signed in',
    group: 'Signing in',
    needs: SESSION,
    answers: { 200: { says: 'The person', schema: SignedIn } },
  },
  'POST /api/auth/sign-out': {
    summary: 'Sign out here',
    group: 'Signing in',
    needs: SESSION,
    answers: DONE,
  },
  'POST /api/auth/sign-out-everywhere': {
    summary: 'End all sessions of this person, as far as this one goes (W4)',
    group: 'Signing in',
    needs: SESSION,
    answers: DONE,
  },
  'POST /api/auth/change-password': {
    summary: 'Change the password; the other sessions end (W6)',
    group: 'Signing in',
    needs: SESSION,
    body: ChangePassword,
    example: { currentPassword: 'a long password', newPassword: 'another long password' },
    answers: SIGNED_IN,
  },
  'POST /api/auth/sign-in/oidc': {
    summary: 'Begin to sign in by the organisation’s own sign-on',
    group: 'Signing in',
    answers: { 200: { says: 'Where the browser goes', schema: v.object({ url: v.string() }) } },
  },
  'GET /api/auth/callback/oidc': {
    summary: 'Where the organisation’s own sign-on sends the browser back to',
    group: 'Signing in',
    answers: { 302: { says: 'To the app, signed in or not' } },
  },
  'POST /api/set-up': {
    summary: 'Make the first administrator, once, by the link that the server printed (W7)',
    group: 'Signing in',
    body: SetUp,
    example: {
      token: 'of the link',
      name: 'Alma',
      email: 'alma@example.org',
      password: 'a long password',
      workspaceName: 'The Mill',
      samples: false,
    },
    answers: { 201: { says: 'Who administers what', schema: SetUpReply } },
  },
};

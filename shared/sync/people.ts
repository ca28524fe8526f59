import * as v from 'valibot';
import { ActorId, Instant, WorkspaceId } from '../log/ids.ts';
import { Devices } from './protocol.ts';

/** What a person is in one workspace. Each of the first three may do what the next one may; an auditor only reads. */
export const Role = v.picklist(['administrator', 'planner', 'field', 'auditor']);
export type Role = v.InferOutput<typeof Role>;

/** In characters. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(80),
  v.check((text) => !text.includes('\u0000'), 'holds a character that no database can keep'),
);
const Mail = v.pipe(v.string(), v.trim(), v.email(), v.maxLength(254));
const GivenPassword = v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH.most));
const NewPassword = v.pipe(v.string(), v.minLength(PASSWORD_LENGTH.least), v.maxLength(PASSWORD_LENGTH.most));

/** `POST /api/auth/sign-in/email` and `…/change-password`; answered 204 with a cookie. */
export const SignIn = v.object({ email: Mail, password: GivenPassword });
export const ChangePassword = v.object({ currentPassword: GivenPassword, newPassword: NewPassword });

/** `GET /api/auth/session`. */
export const SignedIn = v.object({ userId: ActorId, name: v.string() });
export type SignedIn = v.InferOutput<typeof SignedIn>;

/** What the organisation's own sign-on may come to: `/?sign-in=…`, to which it sends the browser back. */
export const SIGN_ON_FAILURES = ['failed', 'not-admitted', 'no-mail', 'other-person'] as const;
export type SignOnFailure = (typeof SIGN_ON_FAILURES)[number];

/** `POST /api/set-up`, once: who administers the first workspace. The token is that of the link. */
export const SetUp = v.object({
  token: v.string(),
  name: Name,
  email: Mail,
  password: NewPassword,
  workspaceName: Name,
  samples: v.boolean(),
});
export type SetUp = v.InferOutput<typeof SetUp>;
export const SetUpReply = v.object({ userId: ActorId, workspaceId: WorkspaceId });
export type SetUpReply = v.InferOutput<typeof SetUpReply>;

/** `POST …/enrolment-codes`: for a member, who opens the link with it at another browser. */
export const NewEnrolmentCode = v.object({ userId: ActorId });
export const EnrolmentCodeReply = v.object({ code: v.string(), expiresAt: Instant });
export type EnrolmentCodeReply = v.InferOutput<typeof EnrolmentCodeReply>;

/** `POST /api/enrol`, once: the browser comes in as the member that the code is for, and gets a device's name. */
export const EnrolByCode = v.object({
  workspaceId: WorkspaceId,
  code: v.pipe(v.string(), v.maxLength(100)),
  name: Name,
});
export type EnrolByCode = v.InferOutput<typeof EnrolByCode>;

/** `POST …/members`: somebody new, or another role. Who has an account keeps name and password. */
export const NewMember = v.object({
  email: Mail,
  name: Name,
  role: Role,
  /** Without one, only the organisation's own sign-on lets them in. */
  password: v.optional(NewPassword),
});
export type NewMember = v.InferOutput<typeof NewMember>;

/** `hasFirstPassword`: the one that was given is theirs. Who had an account keeps the password that there is. */
export const Admitted = v.object({ userId: ActorId, hasFirstPassword: v.boolean() });
export type Admitted = v.InferOutput<typeof Admitted>;

/** `POST …/members/:user/password`: in the place of one that was forgotten (W12). */
export const FirstPassword = v.object({ password: NewPassword });

/** `GET …/members`; mail addresses are shown to administrators. */
export const Members = v.array(
  v.object({
    userId: ActorId,
    role: Role,
    since: Instant,
    name: v.nullable(v.string()),
    email: v.optional(v.string()),
  }),
);
export type Members = v.InferOutput<typeof Members>;

/** `GET …/devices`, to who looks after them. `person`: whose it is; null where there are no accounts. */
export const ManagedDevices = v.array(
  v.object({
    ...Devices.item.entries,
    appVersion: v.nullable(v.string()),
    person: v.optional(v.nullable(v.string()), null),
  }),
);
export type ManagedDevices = v.InferOutput<typeof ManagedDevices>;

import type * as v from 'valibot';

/** What can be asked at one route, as others are told. Schemas are those by which the route reads and answers. */
export type Operation = {
  /** In a few words; a rule's number where `shared/SPEC.md` says more. */
  readonly summary: string;
  readonly group: Group;
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly body?: v.GenericSchema;
  /** One that its schema takes. */
  readonly example?: unknown;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Cookies that are looked at; none: anybody may ask. */
  readonly needs?: readonly ('session' | 'device')[];
  /** A bearer token, or nothing, from the machine itself. */
  readonly token?: true;
};

export type Answer = {
  readonly says: string;
  readonly schema?: v.GenericSchema;
  /** Of what is no JSON. */
  readonly type?: 'text/event-stream' | 'text/html' | 'text/css' | 'text/plain';
};

export const GROUPS = ['The log', 'Quarantine', 'Devices and people', 'Signing in', 'Running it'] as const;
export type Group = (typeof GROUPS)[number];

/** By method and path, as a route is registered. */
export type Operations = Readonly<Record<string, Operation>>;

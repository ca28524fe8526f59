import type { Role } from '../../../../shared/sync/people.ts';
import type { FailureClass } from '../../../view/source.ts';

export const roles: Record<Role, string> = {
  administrator: 'Administrator',
  planner: 'Planner',
  field: 'Field staff',
  auditor: 'Auditor',
};

export const failures: Record<
  Exclude<FailureClass, 'storage'>,
  { readonly what: string; readonly todo: string }
> = {
  offline: {
    what: 'There was no network.',
    todo: 'Nothing to do: everything is kept here and goes out when there is one.',
  },
  later: {
    what: 'The server was reached and could not take it.',
    todo: 'This device tries again by itself. If it goes on, tell whoever runs the server.',
  },
  'sign-in': {
    what: 'The server asked who this is.',
    todo: 'Everything is kept here, and you can go on working. Sign in again; where that does not help, save what is unsent to a file, so that a planner can look after it.',
  },
  'cut-off': {
    what: 'The server takes nothing from this device any more.',
    todo: 'What it refused is kept here, in the inbox, and with the planners.',
  },
  'update-app': {
    what: 'The app and the server do not fit together any more.',
    todo: 'Everything is kept here. Load the new version of the app.',
  },
  'too-large': {
    what: 'Something that waits is larger than the server takes at once.',
    todo: 'It is kept here, with what builds on it, and is tried again; everything else goes out. Save what is unsent to a file, and tell whoever runs the server.',
  },
  permanent: {
    what: 'The server refused it for good.',
    todo: 'It is kept here; see the inbox.',
  },
};

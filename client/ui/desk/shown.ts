import type { ManagedDevices, Members } from '../../../shared/sync/people.ts';
import type { KeptRow } from '../../view/quarantine.ts';

/** What the desk's sheets are opened for. */
export type Member = Members[number];
export type ManagedDevice = ManagedDevices[number];
export type Settling = { readonly row: KeptRow; readonly how: 'release' | 'keep-aside' };

import { SERVER_POINTS, type ServerPoint } from './nodes/transact.ts';
import type { StorageStep } from './storage/disk.ts';

/**
 * Named points at which something dies: around the commit of each kind of transaction of a device, around its
 * requests, and within the server's.
 */
const STORAGE = [
  'append',
  'answer',
  'page',
  'segments',
  'generation',
  'pack',
  'snapshot',
  'lead',
  'memo',
] as const;
export type Operation = (typeof STORAGE)[number] | 'open' | 'read' | 'other';
const PASSING = ['commits-sent', 'commits-answered', 'events-sent', 'events-answered'] as const;

/** Between any two steps, wherever the tab is. */
export const ANY_MOMENT = 'any moment';

export const DEVICE_POINTS: readonly string[] = [
  ANY_MOMENT,
  ...STORAGE.flatMap((operation) => [`before ${operation} commits`, `after ${operation} commits`]),
  ...PASSING,
];
export const SERVER_CRASH_POINTS: readonly string[] = SERVER_POINTS.map(serverPoint);

export function serverPoint(point: ServerPoint): string {
  return `server ${point}`;
}

/** What dies with the tab that comes to the point: it alone, all that the browser has open, or the whole device. */
export const VICTIMS = ['tab', 'browser', 'power'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What a transaction is for, by the stores that it touches. */
export function operationOf({ stores, mode, durability }: StorageStep): Operation {
  const touched = [...stores].sort().join();
  if (mode === 'versionchange' || mode === null) return 'open';
  if (mode === 'readonly') return 'read';
  if (touched === 'meta') return durability === 'relaxed' ? 'memo' : 'lead';
  return OPERATIONS[touched] ?? 'other';
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  journal: 'append',
  'journal,meta': 'answer',
  'journal,meta,tail': 'page',
  'journal,meta,segments': 'segments',
  'frames,journal,meta,shards': 'generation',
  'meta,segments,tail': 'pack',
  'frames,meta,shards': 'snapshot',
};

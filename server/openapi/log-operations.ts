import * as v from 'valibot';
import { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { PullReply, PushReply, PushRequest, Receipt, SegmentList } from '../../shared/sync/protocol.ts';
import { Quarantine, QuarantineAction, QuarantineCount } from '../../shared/sync/quarantine.ts';
import { PullQuery } from '../pull/pull-routes.ts';
import { SegmentsQuery } from '../segments/segment-routes.ts';
import type { Operations } from './operation.ts';

const DEVICE = ['session', 'device'] as const;
const EPOCH = '01994f6e-1c00-7000-8000-000000000001';

export const LOG_OPERATIONS: Operations = {
  'POST /api/workspaces/:workspace/commits': {
    summary: 'Push commits; each gets a receipt of its own (P1–P7)',
    group: 'The log',
    needs: DEVICE,
    body: PushRequest,
    example: { protocol: 1, rules: 1, epoch: EPOCH, deviceId: 'tablet-at-the-gate', commits: [] },
    answers: { 200: { says: 'One receipt per commit, in order', schema: PushReply } },
  },
  'GET /api/workspaces/:workspace/events': {
    summary: 'Pull recorded events after a position (R1)',
    group: 'The log',
    needs: DEVICE,
    query: PullQuery,
    answers: { 200: { says: 'A page of the log, in order, without holes', schema: PullReply } },
  },
  'GET /api/workspaces/:workspace/live': {
    summary: 'Listen: each message says how far the log goes, as LiveHint (R2)',
    group: 'The log',
    needs: DEVICE,
    answers: { 200: { says: 'Server-sent events, until somebody goes', type: 'text/event-stream' } },
  },
  'GET /api/workspaces/:workspace/segments': {
    summary: 'List the immutable segments of a first download (R5)',
    group: 'The log',
    needs: DEVICE,
    query: SegmentsQuery,
    answers: { 200: { says: 'Segments from position 1, without gaps', schema: SegmentList } },
  },
  'GET /api/workspaces/:workspace/segments/:first/:hash': {
    summary: 'Get one segment; it never changes (R5)',
    group: 'The log',
    needs: DEVICE,
    answers: { 200: { says: 'Its events', schema: v.array(RecordedEvent) } },
  },
  'GET /api/workspaces/:workspace/quarantine': {
    summary: 'List rejected commits that are kept apart from the log (C5)',
    group: 'Quarantine',
    needs: DEVICE,
    answers: { 200: { says: 'Oldest first', schema: Quarantine } },
  },
  'GET /api/workspaces/:workspace/quarantine/count': {
    summary: 'How many of them wait for a planner (C5)',
    group: 'Quarantine',
    needs: DEVICE,
    answers: { 200: { says: 'A number alone', schema: QuarantineCount } },
  },
  'POST /api/workspaces/:workspace/quarantine/:commit': {
    summary: 'Release a kept commit, rebased, or set it aside for good (C5)',
    group: 'Quarantine',
    needs: DEVICE,
    body: QuarantineAction,
    example: { action: 'set-aside', reason: 'Booked twice by mistake' },
    answers: { 200: { says: 'The receipt of the commit', schema: Receipt } },
  },
};

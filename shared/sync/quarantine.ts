import * as v from 'valibot';
import { Commit } from '../log/commit.ts';
import { CommitId, Instant } from '../log/ids.ts';
import { SubmittedBy } from '../log/recorded-event.ts';
import { Problem } from './problem.ts';

const Reason = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(500),
  v.check((text) => !text.includes('\u0000'), 'holds a character that no log can keep'),
);

/** `GET …/quarantine`: rejected commits that the server keeps apart from the log, oldest first (C5). */
export const Quarantine = v.array(
  v.object({
    commitId: CommitId,
    keptAt: Instant,
    /** Who sent it; what its facts claim may differ. */
    submittedBy: SubmittedBy,
    problem: Problem,
    commit: Commit,
    setAside: v.nullable(v.object({ at: Instant, by: SubmittedBy, reason: v.string() })),
  }),
);
export type Quarantine = v.InferOutput<typeof Quarantine>;

/** `GET …/quarantine/count`: how many of them wait for a planner. */
export const QuarantineCount = v.object({ waiting: v.number() });
export type QuarantineCount = v.InferOutput<typeof QuarantineCount>;

/** `POST …/quarantine/:commit`; answered with a receipt. `commit` has the kept facts, rebased by who releases it. */
export const QuarantineAction = v.variant('action', [
  v.object({ action: v.literal('release'), reason: Reason, commit: v.looseObject({ id: CommitId }) }),
  v.object({ action: v.literal('set-aside'), reason: Reason }),
]);
export type QuarantineAction = v.InferOutput<typeof QuarantineAction>;

import { inboxCount } from './inbox-count.ts';
import type { Source, SyncStatus, Who } from './source.ts';
import type { Row, View } from './view.ts';

/** The strip at the top of every screen: saved, sent and decided counted apart (field-app rule 1). */
export type StatusView = View<StatusHead, Row>;
export type StatusHead = SyncStatus & {
  readonly inbox: number;
  readonly who: Who;
  /** All that the server refused and that is here still, also what was set aside. */
  readonly kept: number;
};

export function statusView(source: Source): StatusView {
  return {
    head: { ...source.sync, inbox: inboxCount(source), who: source.who, kept: source.quarantine.length },
    rows: [],
  };
}

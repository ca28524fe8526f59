import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { streamVersion } from '../../shared/log/ids.ts';
import { begins } from '../expiry/begins.ts';
import type { NewEvent } from '../log/event-log.ts';
import type { Accepted } from './outcome.ts';

/** The events of a commit as they are stored: per stream its facts, as they came, then its derived events (P2). */
export function newEvents({ commit, factTexts }: Pick<Accepted, 'commit' | 'factTexts'>): NewEvent[] {
  const texts = factTexts.values();
  return commit.writes.flatMap(({ streamId, expectedVersion, facts, derived }) =>
    [...facts, ...derived].map((event, index) => ({
      id: event.id,
      type: event.type,
      streamId,
      version: streamVersion(expectedVersion + 1 + index),
      json: (index < facts.length && texts.next().value) || canonicalJson(event),
      ...begins(event),
    })),
  );
}

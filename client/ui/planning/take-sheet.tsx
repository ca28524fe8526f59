import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { say } from '../app/notices.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { momentOf, timeThere } from '../texts/format.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { useUsualSession } from '../today/usual-session.ts';
import type { ScheduleDraft } from './session-table.ts';
import { lookAtTable, type Recorded, recordAll, type Table } from './taking.ts';

type Readable = Extract<Table, { kind: 'read' }>;

/** What a table would bring, line by line; nothing is recorded before somebody wants it. */
export function TakeSheet(props: { readonly file: Blob; readonly onClose: () => void }): JSX.Element {
  const { page, started } = useDaybook();
  const [table, setTable] = useState<Table>();
  const [trouble, setTrouble] = useState<string>();
  const [done, setDone] = useState<number>();
  const words = planningWords().take;
  const { policy } = useUsualSession();
  const workspaceId = started.value?.kind === 'ready' ? started.value.who.workspaceId : undefined;
  useEffect(() => {
    if (!workspaceId) return;
    const here = { workspaceId, policy };
    lookAtTable(props.file, here, page.api.peek()).then(setTable, () => setTrouble(t().said.failed));
  }, []);
  const record = async ({ fresh }: Readable): Promise<void> => {
    setDone(0);
    setTrouble(undefined);
    try {
      const recorded = await recordAll(fresh, page.api.peek(), setDone);
      if (recorded.kind === 'stopped') return setTrouble(stopped(recorded));
      say(words.done(recorded.saved));
      closeSheet();
    } catch {
      setTrouble(t().said.interrupted);
    } finally {
      setDone(undefined);
    }
  };
  const fresh = table?.kind === 'read' ? table.fresh.length : 0;
  return (
    <Sheet title={words.sheet} onClose={props.onClose} mayClose={() => done === undefined}>
      <div class="sheet-body">
        {!table && !trouble && <p role="status">{words.reading}</p>}
        {table?.kind === 'read' && <Contents of={table} />}
        <Trouble text={trouble ?? (table?.kind === 'unreadable' ? table.why : undefined)} />
        <div class="sheet-foot">
          {table?.kind === 'read' && fresh > 0 && (
            <button
              type="button"
              class="button main"
              disabled={done !== undefined}
              onClick={() => void record(table)}
            >
              {done === undefined ? words.doIt(fresh) : words.doing(done, fresh)}
            </button>
          )}
          <button type="button" class="button" disabled={done !== undefined} onClick={closeSheet}>
            {fresh > 0 ? words.leave : words.close}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

function stopped({ saved, outcome }: Extract<Recorded, { kind: 'stopped' }>): string {
  const { what, todo } = t().storage[outcome.kind === 'not-saved' ? outcome.code : 'failed'];
  return `${what} ${planningWords().take.stopped(saved)} ${todo}`;
}

/** So many are named; the others are counted. */
const MOST_NAMED = 100;

function Contents({ of: { fresh, known, bad } }: { readonly of: Readable }): JSX.Element {
  const words = planningWords().take;
  return (
    <>
      <dl class="facts">
        <dt>{words.fresh}</dt>
        <dd>{words.sessions(fresh.length)}</dd>
        {known > 0 && <dt>{words.known}</dt>}
        {known > 0 && <dd>{words.sessions(known)}</dd>}
      </dl>
      {bad.length > 0 && (
        <section class="bad-lines">
          <h3>
            {words.bad}: {t().number(bad.length)}
          </h3>
          <ul class="lines">
            {bad.slice(0, MOST_NAMED).map(({ line, why }) => (
              <li key={line} class="line">
                <span class="line-name">{words.line(line)}</span>
                <span>{why}</span>
              </li>
            ))}
          </ul>
          {bad.length > MOST_NAMED && <p class="quiet">{words.more(bad.length - MOST_NAMED)}</p>}
          <p class="quiet">{words.badAbout}</p>
        </section>
      )}
      {fresh.length === 0 && <p>{words.noneFresh}</p>}
      {fresh.length > 0 && (
        <section>
          <h3>{words.fresh}</h3>
          <ul class="lines">
            {fresh.slice(0, MOST_NAMED).map((draft) => (
              <Line key={draft.sessionId} draft={draft} />
            ))}
          </ul>
          {fresh.length > MOST_NAMED && <p class="quiet">{words.more(fresh.length - MOST_NAMED)}</p>}
        </section>
      )}
    </>
  );
}

function Line({ draft }: { readonly draft: ScheduleDraft }): JSX.Element {
  const seats = draft.seatTypes.reduce((sum, { capacity }) => sum + capacity, 0);
  return (
    <li class="line">
      <span class="line-name">{draft.title}</span>
      <span class="quiet">
        {momentOf(draft.startsAt)}
        {timeThere(draft)} · {draft.venue} · {planningWords().take.seats(seats)}
      </span>
    </li>
  );
}

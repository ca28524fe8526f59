import { Ban, Check, CheckCheck, type IconNode, Send, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import type { DeviceView, UnsentRow } from '../../view/device.ts';
import type { SyncStatus } from '../../view/source.ts';
import { useWrongClock } from '../app/device-clock.ts';
import { whyAsked } from '../app/not-recognised.tsx';
import { storageCode } from '../app/storage-broken.tsx';
import { Icon } from '../parts/icon.tsx';
import { momentOf, spanOf } from '../texts/format.ts';
import { handOverWords } from '../texts/hand-over-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { SendActions } from './send-actions.tsx';

/** Saved, sent and decided counted apart; the last success and the last failure in words. */
export function SyncPanel({ view }: { readonly view: DeviceView }): JSX.Element {
  const { sync } = view.head;
  const words = laterWords().sync;
  return (
    <div class="sync-panel">
      {sync.state === 'sign-in' && (
        <p class="trouble">
          <Icon of={TriangleAlert} small />
          <span>{whyAsked(sync)}</span>
        </p>
      )}
      <WrongClock />
      <Counts sync={sync} />
      <Times sync={sync} />
      <SendActions main />
      <h3>{words.waiting}</h3>
      {view.rows.length === 0 && <p class="quiet">{words.allSent}</p>}
      <ul class="lines">
        {view.rows.map((row) => (
          <Waiting key={row.key} row={row} />
        ))}
      </ul>
      {view.head.more > 0 && <p class="quiet">{words.more(view.head.more)}</p>}
    </div>
  );
}

/** What it means for whoever reads a time here. */
function WrongClock(): JSX.Element | null {
  const off = useWrongClock();
  if (off === undefined) return null;
  const words = laterWords().sync;
  return (
    <p class="trouble">
      <Icon of={TriangleAlert} small />
      <span>
        <b>{off > 0 ? words.clockAhead(spanOf(off)) : words.clockBehind(spanOf(-off))}</b> {words.clockTodo}
      </span>
    </p>
  );
}

function Counts({ sync }: { readonly sync: SyncStatus }): JSX.Element {
  const { number } = t();
  const { sync: words } = laterWords();
  return (
    <ul class="counts">
      <Count icon={Check} word={words.saved} of={number(sync.toSend)} state="to-send" />
      <Count icon={Send} word={words.sent} of={number(sync.toDecide)} state="to-decide" />
      <Count
        icon={CheckCheck}
        word={words.decided}
        of={words.decidedOf(sync.cursor, sync.head)}
        state="guaranteed"
      />
      {sync.quarantined > 0 && (
        <Count icon={Ban} word={words.quarantined} of={number(sync.quarantined)} state="declined" />
      )}
    </ul>
  );
}

type CountProps = {
  readonly icon: IconNode;
  readonly word: string;
  readonly of: string;
  readonly state: string;
};

function Count({ icon, word, of, state }: CountProps): JSX.Element {
  return (
    <li class={`count-line ${state}`}>
      <Icon of={icon} small />
      <span>{word}</span>
      <b>{of}</b>
    </li>
  );
}

function Times({ sync }: { readonly sync: SyncStatus }): JSX.Element {
  const { sync: words } = laterWords();
  const { failure } = sync;
  const failed = failure && failureWords(failure);
  return (
    <dl class="facts">
      <dt>{words.lastSuccess}</dt>
      <dd>{sync.lastSuccessAt ? momentOf(sync.lastSuccessAt) : words.never}</dd>
      <dt>{words.lastSent}</dt>
      <dd>{sync.lastSentAt ? momentOf(sync.lastSentAt) : words.never}</dd>
      <dt>{words.lastFailure}</dt>
      <dd>
        {failure && failed ? (
          <>
            {momentOf(failure.at)}: {failed.what}
            {isOver(sync) ? ` ${words.over}` : ` ${failed.todo}`}
            {!isOver(sync) && sync.nextTryAt && ` ${words.nextTry(momentOf(sync.nextTryAt))}`}
          </>
        ) : (
          words.none
        )}
      </dd>
      {sync.restored && (
        <>
          <dt>{words.restored}</dt>
          <dd>
            {momentOf(sync.restored.at)}: {words.restoredWhat(sync.restored.offered)}
          </dd>
        </>
      )}
    </dl>
  );
}

/** A storage that failed has words of its own for why. */
function failureWords(failure: NonNullable<SyncStatus['failure']>): { what: string; todo: string } {
  if (failure.class !== 'storage') return laterWords().failures[failure.class];
  const { what, kept, todo } = t().storage[storageCode(failure.detail)];
  return { what, todo: `${kept} ${todo}` };
}

function isOver({ failure, lastSuccessAt }: SyncStatus): boolean {
  return failure !== null && lastSuccessAt !== null && failure.at < lastSuccessAt;
}

function Waiting({ row }: { readonly row: UnsentRow }): JSX.Element {
  const { sync, commands, marks } = laterWords();
  return (
    <li class="line">
      <span class="line-name">
        {commands[row.command] ?? row.command}
        {row.guest && `: ${row.guest}`}
      </span>
      <span class="quiet">
        {row.session && `${row.session} · `}
        {row.ofAnother && `${handOverWords().ofAnother} · `}
        {marks.mark(marks.saved, momentOf(row.savedAt))}
        {row.sentAt && ` · ${marks.mark(marks.sent, momentOf(row.sentAt))}`}
        {row.setBack && ` · ${momentOf(row.setBack.at)}: ${sync.setBack[row.setBack.outcome]}`}
      </span>
    </li>
  );
}

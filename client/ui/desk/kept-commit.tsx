import { Link } from 'lucide';
import type { JSX } from 'preact';
import type { KeptRow, Sender } from '../../view/quarantine.ts';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import type { Settling } from './shown.ts';

type Props = {
  readonly row: KeptRow;
  readonly onSettle: ((settling: Settling) => void) | undefined;
};

/** What is in it, who sent it and when, why it was not taken, and what it waits for. */
export function KeptCommit({ row, onSettle }: Props): JSX.Element {
  const { quarantine: words } = deskWords();
  return (
    <li id={`kept-${row.key}`} tabIndex={-1} class="kept">
      <Contents row={row} />
      {row.session && (
        <p>
          {row.session.title}
          {row.session.startsAt && <span class="quiet"> · {momentOf(row.session.startsAt)}</span>}
        </p>
      )}
      <p class="quiet">{words.sentBy(nameOf(row.by), momentOf(row.keptAt))}</p>
      <Sign state="declined">{whyOf(row)}</Sign>
      {row.setAside && (
        <p>{words.asideBy(nameOf(row.setAside.by), momentOf(row.setAside.at), row.setAside.reason)}</p>
      )}
      {!row.setAside && row.waitsFor && !isForged(row) && <WaitsFor on={row.waitsFor} />}
      {onSettle && <Actions row={row} onSettle={onSettle} />}
    </li>
  );
}

/** One line for each thing that somebody did, in the words of the history. */
export function Contents({ row }: { readonly row: Pick<KeptRow, 'contents'> }): JSX.Element {
  return (
    <ul class="kept-contents">
      {row.contents.map(({ what, guest }, index) => (
        <li key={index}>{laterWords().happening(what, guest)}</li>
      ))}
    </ul>
  );
}

/** To a planner it is somebody else's device, and somebody else's role. */
function whyOf({ code, detail }: KeptRow): string {
  const { why } = deskWords().quarantine;
  return (code && why[code]) ?? t().problem(code, detail);
}

export function nameOf({ person, device, deviceId }: Sender): string {
  const { quarantine: words } = deskWords();
  const from = device ?? deviceId.slice(0, 8);
  return person && person !== device ? words.personOn(person, from) : from;
}

function WaitsFor({ on }: { readonly on: NonNullable<KeptRow['waitsFor']> }): JSX.Element {
  const { quarantine: words } = deskWords();
  if (on.isSetAside) return <p class="trouble">{words.waitsForAside}</p>;
  const show = (): void => {
    const before = document.getElementById(`kept-${on.key}`);
    before?.scrollIntoView({ block: 'center' });
    before?.focus({ preventScroll: true });
  };
  return (
    <button type="button" class="quiet-button jump" onClick={show}>
      <Icon of={Link} small />
      <span>{words.waitsFor}</span>
    </button>
  );
}

/** It names a false author: nobody may take it in. */
function isForged({ code }: KeptRow): boolean {
  return code === 'actor';
}

function Actions({
  row,
  onSettle,
}: Required<Props> & { onSettle: NonNullable<Props['onSettle']> }): JSX.Element {
  const { quarantine: words } = deskWords();
  const [first] = row.contents;
  const about = first ? laterWords().happening(first.what, first.guest) : '';
  return (
    <div class="kept-actions">
      {!row.waitsFor && !isForged(row) && (
        <button
          type="button"
          class="button"
          aria-label={`${words.release}: ${about}`}
          onClick={() => onSettle({ row, how: 'release' })}
        >
          {words.release}
        </button>
      )}
      <button
        type="button"
        class="quiet-button"
        aria-label={`${words.keepAside}: ${about}`}
        onClick={() => onSettle({ row, how: 'keep-aside' })}
      >
        {words.keepAside}
      </button>
    </div>
  );
}

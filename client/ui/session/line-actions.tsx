import { ArrowUpToLine, ListRestart, Undo2 } from 'lucide';
import type { JSX } from 'preact';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { useMay } from '../app/permitted.ts';
import { useDo } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { laterWords } from '../texts/later-words.ts';
import { Action } from './action.tsx';

type Props = { readonly head: SessionHead; readonly row: ReservationRow; readonly onLeave: () => void };

/** What can be done with a place in the waitlist: it is put before all others, gets its own place back, or is left. */
export function LineActions({ head, row, onLeave }: Props): JSX.Element {
  const { saving, doIt } = useDo();
  const may = useMay();
  const { reservation: words, noName } = laterWords();
  const name = row.name ?? noName;
  const prefer = async (priority: number, said: string): Promise<void> => {
    const draft = { type: 'SetPriority', sessionId: head.id, reservationId: row.key, priority } as const;
    if (await doIt(draft, said)) closeSheet();
  };
  return (
    <>
      {row.place !== 1 && may('SetPriority') && (
        <Action
          icon={ArrowUpToLine}
          word={words.putFirst}
          disabled={saving}
          onClick={() => prefer(head.topPriority + 1, words.isFirst(name))}
        />
      )}
      {row.priority !== 0 && may('SetPriority') && (
        <Action
          icon={ListRestart}
          word={words.ownPlace}
          disabled={saving}
          onClick={() => prefer(0, words.hasOwnPlace(name))}
        />
      )}
      {may('LeaveWaitlist') && <Action icon={Undo2} word={words.leaveWaitlist} onClick={onLeave} />}
    </>
  );
}

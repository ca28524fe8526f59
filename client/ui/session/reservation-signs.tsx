import { MessageCircle, Timer } from 'lucide';
import type { JSX } from 'preact';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { Sign, stateOf } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

/** Every state of a reservation as word, sign and number. */
export function ReservationSigns({ row }: { readonly row: ReservationRow }): JSX.Element {
  const words = laterWords().session;
  const { hold, promise } = fieldWords();
  return (
    <>
      <Sign state={stateOf(row.outcome)}>
        {outcomeWords(row)}
        {row.place !== null && ` · ${words.place(row.place)}`}
      </Sign>
      {row.offer && <Sign state="waitlisted">{offerWords(row.offer)}</Sign>}
      {row.hold && (
        <Sign state="provisional" icon={Timer}>
          {row.hold.until ? hold.until(momentOf(row.hold.until)) : hold.pending(row.hold.minutes)}
        </Sign>
      )}
      {row.guaranteedUntil && <Sign state="guaranteed">{promise.until(momentOf(row.guaranteedUntil))}</Sign>}
      {row.provisional && <Sign state="provisional">{laterWords().promise.provisional}</Sign>}
      {row.arrival?.kind === 'checked-in' && <Sign state="here">{words.here(row.arrival.guests)}</Sign>}
      {row.arrival?.kind === 'no-show' && <Sign state="declined">{words.noShow}</Sign>}
      {row.followUp && (
        <Sign state="to-decide" icon={MessageCircle}>
          {words.followUp}
        </Sign>
      )}
    </>
  );
}

/** A party that was split says how much of it has seats (B3). */
function outcomeWords({ outcome, granted, wanted, movedTo }: ReservationRow): string {
  if (movedTo) return laterWords().session.movedTo(movedTo.title);
  if (outcome === 'wanting-more') return laterWords().session.wants(granted, wanted);
  const word = laterWords().outcomes[outcome];
  const isSplit = granted > 0 && granted < wanted && (outcome === 'reserved' || outcome === 'confirmed');
  return isSplit ? fieldWords().promise.split(word, granted, wanted) : word;
}

function offerWords({ party, until }: NonNullable<ReservationRow['offer']>): string {
  const { offer } = fieldWords();
  const what = offer.open(laterWords().party(party));
  return until ? `${what} · ${offer.until(momentOf(until))}` : what;
}

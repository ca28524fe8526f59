import { MessageCircle } from 'lucide';
import type { JSX } from 'preact';
import type { ReservationRow } from '../../view/session.ts';
import { Sign, stateOf } from '../parts/sign.tsx';
import { t } from '../texts/texts.ts';

/** Every state of a reservation as word, sign and number. */
export function ReservationSigns({ row }: { readonly row: ReservationRow }): JSX.Element {
  const words = t().session;
  return (
    <>
      <Sign state={stateOf(row.outcome)}>
        {row.outcome === 'wanting-more' ? words.wants(row.granted, row.wanted) : t().outcomes[row.outcome]}
        {row.place !== null && ` · ${words.place(row.place)}`}
      </Sign>
      {row.provisional && <Sign state="provisional">{t().promise.provisional}</Sign>}
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

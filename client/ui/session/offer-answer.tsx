import { Check, X } from 'lucide';
import type { JSX } from 'preact';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { useDo } from '../app/submitting.ts';
import { Icon } from '../parts/icon.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = { readonly sessionId: SessionId; readonly row: ReservationRow };

/** What the guest says to seats that are kept for them. */
export function OfferAnswer({ sessionId, row }: Props): JSX.Element | null {
  const { saving, doIt } = useDo();
  const words = fieldWords().offer;
  if (!row.offer) return null;
  const name = row.name ?? laterWords().noName;
  const on = { sessionId, reservationId: row.key };
  return (
    <>
      <button
        type="button"
        class="button main"
        disabled={saving}
        onClick={() => void doIt({ type: 'AcceptOffer', ...on }, words.accepted(name))}
      >
        <Icon of={Check} />
        <span>{words.accept}</span>
      </button>
      <button
        type="button"
        class="button"
        disabled={saving}
        onClick={() => void doIt({ type: 'DeclineOffer', ...on }, words.declined(name))}
      >
        <Icon of={X} />
        <span>{words.decline}</span>
      </button>
    </>
  );
}

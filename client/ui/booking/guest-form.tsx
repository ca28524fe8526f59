import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Guest } from '../../../shared/booking/events.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import type { Draft } from '../../worker/api.ts';
import { holdUnsaved } from '../app/at-work.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { GuestFields, type GuestText, guestOf, type Wrong, wrongIn } from './guest-fields.tsx';

type Props = { readonly head: SessionHead; readonly row: ReservationRow };

/** Who the guest is and how to reach them, as it is known now: the party stays, and its place in the line. */
export function GuestForm({ head, row }: Props): JSX.Element {
  const [guest, setGuest] = useState<GuestText>(() => textOf(row));
  const [wrong, setWrong] = useState<Wrong>();
  const { saving, trouble, submit, clear } = useSubmit();
  useEffect(holdUnsaved, []);
  const guaranteed = row.drawn !== null && row.granted === row.wanted;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = wrongIn(guest, guaranteed);
    setWrong(found);
    if (found) return clear();
    const draft = describing(row, { sessionId: head.id, guest: guestOf(guest) });
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(laterWords().reservation.guestSaved(guest.name.trim()), draft, saved);
    closeSheet();
  };
  return (
    <form class="sheet-body" noValidate onSubmit={save}>
      <GuestFields guest={guest} wrong={wrong?.field} guaranteed={guaranteed} onChange={setGuest} />
      <Trouble text={wrong?.words ?? trouble} />
      <div class="sheet-foot">
        <button type="submit" class="button main" disabled={saving}>
          {laterWords().reservation.saveChange}
        </button>
        <button type="button" class="quiet-button" onClick={closeSheet}>
          {t().shell.close}
        </button>
      </div>
    </form>
  );
}

/** It asks for what it has, so that nothing changes but what is said of the guest. */
function describing(
  row: ReservationRow,
  said: { readonly sessionId: SessionId; readonly guest: Guest },
): Draft {
  const seats = Object.fromEntries(row.wantedParty.map((line) => [line.seatType, line.seats]));
  const asked = { ...said, reservationId: row.key, seats };
  if (row.place !== null) return { type: 'JoinWaitlist', ...asked };
  // Only drawn seats are held by who cannot be reached (B7).
  const isReached = said.guest.phone || said.guest.mail;
  const fromAllotment = isReached ? undefined : row.drawn?.allotmentId;
  return { type: 'ReserveSeats', ...asked, ...(fromAllotment && { fromAllotment }) };
}

function textOf({ name, phone, mail, note, language }: ReservationRow): GuestText {
  return {
    name: name ?? '',
    phone: phone ?? '',
    mail: mail ?? '',
    note: note ?? '',
    language: language ?? '',
  };
}

/** The seats that it asks for would be others by now: it is another question then (`PartyForm`). */
export function keepsItsParty({ granted, wanted, place, offer }: ReservationRow): boolean {
  return !offer && (place !== null || (granted > 0 && granted === wanted));
}

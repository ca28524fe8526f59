import type { JSX } from 'preact';
import type { CommandType } from '../../../shared/booking/commands.ts';
import type { InboxAction, InboxRow } from '../../view/inbox-row.ts';
import { useMay } from '../app/permitted.ts';
import { pathTo } from '../app/routes.ts';
import { useSendNow } from '../app/send-now.ts';
import { useDo } from '../app/submitting.ts';
import { useExport } from '../device/export-unsent.ts';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = { readonly row: InboxRow; readonly onOpen: (action: InboxAction) => void };

/** One recommended action as a button, the others as a list; of both, what this person may do. */
export function InboxActions({ row, onOpen }: Props): JSX.Element {
  const words = laterWords().inbox;
  const act = useAct(row, onOpen);
  const may = useMay();
  const isOffered = (action: InboxAction): boolean => {
    const command = GIVES[action];
    return command === undefined || may(command);
  };
  const others = row.others.filter(isOffered);
  return (
    <div class="inbox-actions">
      {isOffered(row.recommended) && (
        <>
          <h2>{words.next}</h2>
          <button type="button" class="button main" onClick={() => act(row.recommended)}>
            {laterWords().actions[row.recommended]}
          </button>
        </>
      )}
      {others.length > 0 && (
        <>
          {isOffered(row.recommended) ? <h3>{words.others}</h3> : <h2>{words.look}</h2>}
          <ul class="other-actions">
            {others.map((action) => (
              <li key={action}>
                <Other row={row} action={action} onAct={act} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** The command that an action gives in the end. */
const GIVES: Partial<Record<InboxAction, CommandType>> = {
  'tell-guest': 'LogContact',
  elsewhere: 'ReserveSeats',
  'change-party': 'ReserveSeats',
  confirm: 'ConfirmReservation',
  cancel: 'CancelReservation',
  'leave-waitlist': 'LeaveWaitlist',
  'revert-check-in': 'RevertCheckIn',
  'accept-offer': 'AcceptOffer',
  'decline-offer': 'DeclineOffer',
};

type OtherProps = {
  readonly row: InboxRow;
  readonly action: InboxAction;
  readonly onAct: (action: InboxAction) => void;
};

function Other({ row, action, onAct }: OtherProps): JSX.Element {
  const word = laterWords().actions[action];
  const link =
    action === 'see-session' ? pathTo.session : action === 'see-history' ? pathTo.sessionHistory : undefined;
  if (link && row.session) {
    return (
      <a class="quiet-button wide" href={link(row.session.id)}>
        {word}
      </a>
    );
  }
  return (
    <button type="button" class="quiet-button wide" onClick={() => onAct(action)}>
      {word}
    </button>
  );
}

/** What is done at once, and what opens a sheet. */
function useAct(row: InboxRow, onOpen: Props['onOpen']): (action: InboxAction) => void {
  const sendNow = useSendNow();
  const { doIt } = useDo();
  const exportUnsent = useExport();
  const name = row.guest?.name ?? laterWords().noName;
  const on = row.session &&
    row.reservationId && { sessionId: row.session.id, reservationId: row.reservationId };
  return (action) => {
    if (action === 'send-now') sendNow();
    else if (action === 'export') void exportUnsent();
    else if (action === 'confirm' && on)
      void doIt({ type: 'ConfirmReservation', ...on }, t().said.confirmed(name));
    else if (action === 'revert-check-in' && on)
      void doIt({ type: 'RevertCheckIn', ...on }, t().said.checkInUndone(name));
    else if (action === 'accept-offer' && on)
      void doIt({ type: 'AcceptOffer', ...on }, fieldWords().offer.accepted(name));
    else if (action === 'decline-offer' && on)
      void doIt({ type: 'DeclineOffer', ...on }, fieldWords().offer.declined(name));
    else onOpen(action);
  };
}

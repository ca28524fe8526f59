import type { JSX } from 'preact';
import type { SessionHead } from '../../view/session.ts';
import { useMayAllotToOthers } from '../app/permitted.ts';
import { type Answer, useAnswer } from '../desk/asking.ts';
import type { ManagedDevice } from '../desk/shown.ts';
import { Sheet } from '../parts/sheet.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { AllotForm } from './allot-form.tsx';
import { TakenAlong } from './taken-along.tsx';

type Props = { readonly head: SessionHead; readonly onClose: () => void };

/** Seats that devices take along from a session: what is out, and more of it. Planners do it for any device (A1, W2). */
export function AllotSheet(props: Props): JSX.Element {
  return useMayAllotToOthers() ? <ForAllDevices {...props} /> : <ForThisDevice {...props} />;
}

function ForAllDevices({ head, onClose }: Props): JSX.Element {
  const { answer } = useAnswer('devices');
  return <Allotting head={head} onClose={onClose} answer={answer} />;
}

function ForThisDevice({ head, onClose }: Props): JSX.Element {
  return <Allotting head={head} onClose={onClose} />;
}

type AllottingProps = Props & { readonly answer?: Answer<ManagedDevice[]> };

function Allotting({ head, onClose, answer }: AllottingProps): JSX.Element {
  const words = fieldWords().allot;
  const devices = answer?.kind === 'done' ? answer.value.filter(({ revokedAt }) => !revokedAt) : [];
  return (
    <Sheet title={words.title(head.title)} onClose={onClose}>
      <div class="sheet-body">
        <p class="quiet">{words.about}</p>
        <TakenAlong head={head} devices={devices} />
        {answer?.kind === 'offline' && <p class="quiet">{words.othersOffline}</p>}
        {head.status === 'open' && <AllotForm head={head} devices={devices} />}
      </div>
    </Sheet>
  );
}

import { QrCode as QrCodeIcon } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mayRevokeOf } from '../../../shared/access/permissions.ts';
import type { ActorId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { useMayAsk } from '../app/permitted.ts';
import { useSelf } from '../app/self.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { momentOf } from '../texts/format.ts';
import { Answered } from './answered.tsx';
import { useAnswer } from './asking.ts';
import { DeskHead } from './desk-head.tsx';
import { EnrolAnother } from './enrol-another.tsx';
import { RevokeSheet } from './revoke-sheet.tsx';
import type { ManagedDevice } from './shown.ts';
import { type TakenAlong, takenAlong } from './taken-along.ts';

/** Every device of the daybook, by whom, when it was heard of last; a lost one is revoked here. */
export function DevicesScreen(): JSX.Element {
  const { answer, again } = useAnswer('devices');
  const [chosen, setChosen] = useState<ManagedDevice>();
  const [enrolling, setEnrolling] = useState(false);
  const mayAsk = useMayAsk();
  const hasAccounts = useSignInWays() !== undefined;
  const mayRevoke = useMayRevoke(hasAccounts);
  const taken = takenAlong(useView({ view: 'planning' }).value?.rows ?? []);
  return (
    <div class="desk">
      <DeskHead part="devices" />
      {hasAccounts && mayAsk('POST enrolment-codes') && (
        <div class="thumb">
          <button type="button" class="button main" onClick={() => setEnrolling(true)}>
            <Icon of={QrCodeIcon} />
            <span>{deskWords().devices.enrolAnother}</span>
          </button>
        </div>
      )}
      <Answered answer={answer} onAgain={again}>
        {(devices) => (
          <ul class="lines">
            {[...devices].sort(lastHeardOfFirst).map((device) => (
              <Line
                key={device.deviceId}
                device={device}
                taken={taken.get(device.deviceId)}
                onRevoke={mayRevoke(device) ? () => setChosen(device) : undefined}
              />
            ))}
          </ul>
        )}
      </Answered>
      {enrolling && (
        <EnrolAnother
          onClose={() => {
            setEnrolling(false);
            again();
          }}
        />
      )}
      {chosen && <RevokeSheet device={chosen} onChanged={again} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

/** One's own, and those of nobody above (W5); not offered before it is known whose they are. */
function useMayRevoke(hasAccounts: boolean): (device: ManagedDevice) => boolean {
  const { answer } = useAnswer('members');
  const own = useDaybook().status.value?.role;
  const mayAsk = useMayAsk();
  const self = useSelf();
  function isBelow(actorId: ActorId): boolean {
    if (answer?.kind !== 'done' || !own) return false;
    return mayRevokeOf(own, answer.value.find(({ userId }) => userId === actorId)?.role ?? 'no member');
  }
  return ({ actorId, revokedAt }) => {
    if (revokedAt) return false;
    if (actorId === self) return mayAsk('DELETE devices/:device');
    return hasAccounts ? isBelow(actorId) : mayAsk('DELETE devices/:device of others');
  };
}

/** The one in the hand first, revoked ones last. */
function lastHeardOfFirst(a: ManagedDevice, b: ManagedDevice): number {
  const rank = ({ current, revokedAt }: ManagedDevice): number => (revokedAt ? 2 : current ? 0 : 1);
  return rank(a) - rank(b) || (b.lastContactAt ?? '').localeCompare(a.lastContactAt ?? '');
}

type LineProps = {
  readonly device: ManagedDevice;
  /** What it has along and not booked yet. */
  readonly taken: TakenAlong | undefined;
  readonly onRevoke: (() => void) | undefined;
};

function Line({ device, taken, onRevoke }: LineProps): JSX.Element {
  const { devices: words } = deskWords();
  const { name, person, lastContactAt, commitsAccepted, appVersion, revokedAt } = device;
  return (
    <li class={revokedAt ? 'line ended' : 'line'}>
      <div class="line-main">
        <span class="line-name">{name}</span>
        {person && person !== name && <span class="line-party">{person}</span>}
        <span class="quiet parts">
          <span>
            {lastContactAt ? words.lastContact(momentOf(lastContactAt)) : words.neverHeardOf}&nbsp;·
          </span>
          <span>{words.sent(commitsAccepted)}&nbsp;·</span>
          <span>{appVersion ? words.version(appVersion) : words.noVersion}</span>
        </span>
        {taken && (
          <span class="quiet">
            {words.along(taken.seats, taken.sessions)}
            {taken.until && ` · ${words.alongUntil(momentOf(taken.until))}`}
          </span>
        )}
        {(device.current || revokedAt) && (
          <span class="line-signs">
            {device.current && <Sign state="here">{words.current}</Sign>}
            {revokedAt && <Sign state="declined">{words.revokedAt(momentOf(revokedAt))}</Sign>}
          </span>
        )}
      </div>
      {onRevoke && (
        <button type="button" class="quiet-button" aria-label={`${words.revoke}: ${name}`} onClick={onRevoke}>
          {words.revoke}
        </button>
      )}
    </li>
  );
}

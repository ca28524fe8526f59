import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Policy } from '../../../shared/booking/events.ts';
import type { Instant } from '../../../shared/log/ids.ts';
import type { SessionHead } from '../../view/session.ts';
import type { Draft } from '../../worker/api.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { instantTyped, localTime } from '../today/local-time.ts';
import { PolicyFields } from '../today/policy-fields.tsx';

type Change = 'RescheduleSession' | 'SetPolicy' | 'CloseSession' | 'ReopenSession' | 'CancelSession';
type Props = { readonly head: SessionHead; readonly onClose: () => void };

const REASON_LIMIT = 200;

/** Another time, other rules, closed, open again, or off: what it means for who has booked is said before it is saved. */
export function ChangeSession({ head, onClose }: Props): JSX.Element {
  const changes = changesOf(head);
  const [change, setChange] = useState<Change>(changes[0]);
  const [starts, setStarts] = useState(() => localTime(new Date(head.startsAt)));
  const [ends, setEnds] = useState(() => localTime(new Date(head.endsAt)));
  const [policy, setPolicy] = useState(head.plan.policy);
  const [reason, setReason] = useState('');
  const [incomplete, setIncomplete] = useState<string>();
  const { saving, trouble, submit } = useSubmit();
  const words = fieldWords().session;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!starts || !ends) return setIncomplete(words.missing);
    const [startsAt, endsAt] = [instantTyped(starts), instantTyped(ends)];
    if (!startsAt || !endsAt) return setIncomplete(laterWords().newSession.noTime);
    setIncomplete(undefined);
    const times = { startsAt, endsAt, timeZone: head.timeZone };
    const said = reason.trim() || words.reasonDefault;
    const draft = draftOf(change, { sessionId: head.id, reason: said }, { times, policy });
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(words.saved[change], draft, saved);
    closeSheet();
  };
  return (
    <Sheet title={words.title(head.title)} onClose={onClose}>
      <form class="sheet-body" onSubmit={save} noValidate>
        <fieldset class="choice">
          <legend>{words.what}</legend>
          {changes.map((code) => (
            <label key={code}>
              <input type="radio" name="change" checked={change === code} onChange={() => setChange(code)} />
              <span>{words.change[code]}</span>
            </label>
          ))}
        </fieldset>
        {change === 'RescheduleSession' && (
          <div class="pair times">
            <TextField label={words.starts} type="datetime-local" value={starts} onValue={setStarts} />
            <TextField label={words.ends} type="datetime-local" value={ends} onValue={setEnds} />
          </div>
        )}
        {change === 'SetPolicy' && <PolicyFields value={policy} onChange={setPolicy} />}
        {change !== 'ReopenSession' && change !== 'SetPolicy' && (
          <TextField
            label={words.reason}
            maxLength={REASON_LIMIT}
            placeholder={words.reasonDefault}
            value={reason}
            onValue={setReason}
          />
        )}
        <p>{words.means[change](head.counts.parties)}</p>
        <Trouble text={incomplete ?? trouble} />
        <div class="sheet-foot">
          <button
            type="submit"
            class={change === 'CancelSession' ? 'button danger' : 'button main'}
            disabled={saving}
          >
            {words.save[change]}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

function changesOf({ status }: SessionHead): [Change, ...Change[]] {
  return [
    'RescheduleSession',
    'SetPolicy',
    status === 'closed' ? 'ReopenSession' : 'CloseSession',
    'CancelSession',
  ];
}

type Said = { readonly sessionId: SessionHead['id']; readonly reason: string };
type Chosen = { readonly times: Times; readonly policy: Policy };
/** Typed by the clock on the wall here; where the session is held stays as it was. */
type Times = { readonly startsAt: Instant; readonly endsAt: Instant; readonly timeZone: string };

function draftOf(type: Change, { sessionId, reason }: Said, { times, policy }: Chosen): Draft {
  switch (type) {
    case 'RescheduleSession':
      return { type, sessionId, ...times, reason };
    case 'SetPolicy':
      return { type, sessionId, policy };
    case 'ReopenSession':
      return { type, sessionId };
    case 'CloseSession':
    case 'CancelSession':
      return { type, sessionId, reason };
  }
}

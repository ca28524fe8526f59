import { Plus } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Policy } from '../../../shared/booking/events.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { SessionHead } from '../../view/session.ts';
import type { Draft } from '../../worker/api.ts';
import { newId } from '../app/new-id.ts';
import { say } from '../app/notices.ts';
import { navigate, pathTo } from '../app/routes.ts';
import { useSubmit } from '../app/submitting.ts';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { weekAfter } from '../planning/zoned-time.ts';
import { OWN_ZONE } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { instantTyped, localTime } from './local-time.ts';
import { PolicyFields } from './policy-fields.tsx';
import { type SeatTypeDraft, SeatTypeFields } from './seat-type-fields.tsx';
import { useUsualSession } from './usual-session.ts';

const TEXT_LIMIT = 200;

type Props = {
  readonly onClose: () => void;
  /** Begins with what this one has, a week later. */
  readonly like?: SessionHead;
};

/** One session; the planner's desk takes a season in at once. */
export function NewSession({ onClose, like }: Props): JSX.Element {
  const words = laterWords().newSession;
  const [id] = useState(() => newId<SessionId>());
  const usual = useUsualSession();
  const [title, setTitle] = useState(like?.title ?? '');
  const [venue, setVenue] = useState(like?.venue ?? '');
  const [starts, setStarts] = useState(() =>
    localTime(like ? weekAfter(like.startsAt, like.timeZone) : nextHour()),
  );
  const [ends, setEnds] = useState(() =>
    localTime(like ? weekAfter(like.endsAt, like.timeZone) : nextHour(usual.minutes)),
  );
  const [types, setTypes] = useState<readonly SeatTypeDraft[]>(
    like?.plan.seatTypes ?? [{ label: words.defaultType, capacity: usual.capacity }],
  );
  const [policy, setPolicy] = useState<Policy>(like?.plan.policy ?? usual.policy);
  const [incomplete, setIncomplete] = useState<string>();
  const { saving, trouble, submit } = useSubmit();

  const startAt = (next: string): void => {
    setStarts(next);
    setEnds(endAfter(next, starts, ends));
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const complete =
      title.trim() && venue.trim() && starts && ends && types.every(({ label }) => label.trim());
    if (!complete) return setIncomplete(words.missing);
    const [startsAt, endsAt] = [instantTyped(starts), instantTyped(ends)];
    if (!startsAt || !endsAt) return setIncomplete(words.noTime);
    setIncomplete(undefined);
    const draft: Draft = {
      type: 'ScheduleSession',
      sessionId: id,
      title: title.trim(),
      venue: venue.trim(),
      startsAt,
      endsAt,
      timeZone: like?.timeZone ?? OWN_ZONE,
      seatTypes: types.map(({ label, capacity }, index) => ({
        id: `type-${index + 1}`,
        label: label.trim(),
        capacity,
      })),
      policy,
    };
    if (!(await submit(draft))) return;
    say(t().said.session);
    navigate(pathTo.session(id));
  };

  return (
    <Sheet title={words.title} onClose={onClose}>
      <form class="sheet-body" onSubmit={save} noValidate>
        <TextField label={words.name} value={title} maxLength={TEXT_LIMIT} onValue={setTitle} />
        <TextField label={words.venue} value={venue} maxLength={TEXT_LIMIT} onValue={setVenue} />
        <div class="pair times">
          <TextField label={words.starts} type="datetime-local" value={starts} onValue={startAt} />
          <TextField label={words.ends} type="datetime-local" value={ends} onValue={setEnds} />
        </div>
        <fieldset>
          <legend>{words.seatTypes}</legend>
          {types.map((type, index) => (
            <SeatTypeFields
              key={index}
              type={type}
              onChange={(next) => setTypes(types.with(index, next))}
              onRemove={types.length > 1 ? () => setTypes(types.toSpliced(index, 1)) : undefined}
            />
          ))}
          <button
            type="button"
            class="quiet-button"
            onClick={() => setTypes([...types, { label: '', capacity: usual.capacity }])}
          >
            <Icon of={Plus} />
            <span>{words.addType}</span>
          </button>
        </fieldset>
        <PolicyFields value={policy} onChange={setPolicy} />
        <Trouble text={incomplete ?? trouble} />
        <div class="sheet-foot">
          <button type="submit" class="button main" disabled={saving}>
            {words.save}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** The next full hour, and so much later. */
function nextHour(minutesLater = 0): Date {
  const at = new Date();
  at.setHours(at.getHours() + 1, minutesLater, 0, 0);
  return at;
}

/** As long after its start as it was before; as it stands where that cannot be said. */
function endAfter(start: string, before: string, end: string): string {
  const length = Date.parse(end) - Date.parse(before);
  const at = Date.parse(start) + length;
  return length > 0 && !Number.isNaN(at) ? localTime(new Date(at)) : end;
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Seats } from '../../../shared/booking/events.ts';
import { total } from '../../../shared/booking/seats.ts';
import type { AllotmentId, DeviceId } from '../../../shared/log/ids.ts';
import type { SessionHead } from '../../view/session.ts';
import { useDaybook } from '../app/daybook.ts';
import { newId } from '../app/new-id.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { SeatSteppers } from '../booking/seat-steppers.tsx';
import type { ManagedDevice } from '../desk/shown.ts';
import { Trouble } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';

const HOURS = [1, 2, 4, 8, 12, 24] as const;
const USUAL_HOURS = 8;

type Props = { readonly head: SessionHead; readonly devices: readonly ManagedDevice[] };

export function AllotForm({ head, devices }: Props): JSX.Element {
  const self = useDaybook().status.value?.who.deviceId;
  const [allotmentId, setAllotmentId] = useState(() => newId<AllotmentId>());
  const [seats, setSeats] = useState<Seats>({});
  const [hours, setHours] = useState(USUAL_HOURS);
  const [chosen, setChosen] = useState<DeviceId>();
  const [missing, setMissing] = useState(false);
  const { saving, trouble, submit } = useSubmit();
  const words = fieldWords().allot;
  const forDevice = chosen ?? self;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const asked = total(seats);
    setMissing(asked === 0);
    if (asked === 0 || !forDevice) return;
    const on = { sessionId: head.id, allotmentId, forDevice, seats, minutes: hours * 60 };
    const draft = { type: 'AllotSeats', ...on } as const;
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(words.taken(asked), draft, saved);
    setSeats({});
    // Saving twice is one allotment; the next one is another.
    setAllotmentId(newId<AllotmentId>());
  };
  return (
    <form class="allot" onSubmit={save}>
      <SeatSteppers seatTypes={head.seatTypes} seats={seats} legend={words.howMany} onChange={setSeats} />
      <div class="pair">
        <label class="field">
          <span>{words.hours}</span>
          <select value={hours} onChange={(event) => setHours(Number(event.currentTarget.value))}>
            {HOURS.map((of) => (
              <option key={of} value={of}>
                {words.hoursOf(of)}
              </option>
            ))}
          </select>
        </label>
        {devices.length > 1 && (
          <label class="field">
            <span>{words.forDevice}</span>
            <select value={forDevice} onChange={(event) => setChosen(event.currentTarget.value as DeviceId)}>
              {devices.map(({ deviceId: id, name, person }) => (
                <option key={id} value={id}>
                  {id === self ? words.thisDevice : words.device(name, person)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Trouble text={missing ? words.none : trouble} />
      <div class="sheet-foot">
        <button type="submit" class="button main" disabled={saving}>
          {saving ? words.saving : forDevice === self ? words.save : words.saveFor}
        </button>
      </div>
    </form>
  );
}

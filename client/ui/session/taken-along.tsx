import { Undo2 } from 'lucide';
import type { JSX } from 'preact';
import type { AllotmentLine } from '../../view/allotments.ts';
import type { SessionHead } from '../../view/session.ts';
import { useMay, useMayAllotToOthers } from '../app/permitted.ts';
import { useDo } from '../app/submitting.ts';
import type { ManagedDevice } from '../desk/shown.ts';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = { readonly head: SessionHead; readonly devices: readonly ManagedDevice[] };

/** What is out with which device, and the way back. Field staff see all, and give back their own (W2). */
export function TakenAlong({ head, devices }: Props): JSX.Element {
  const words = fieldWords().allot;
  const nameOf = ({ own, deviceId }: AllotmentLine): string => {
    const device = devices.find((one) => one.deviceId === deviceId);
    if (own) return words.thisDevice;
    return device ? words.device(device.name, device.person) : words.another;
  };
  return (
    <section>
      <h3>{words.list}</h3>
      {head.allotments.length === 0 && <p class="quiet">{words.nobody}</p>}
      <ul class="lines">
        {head.allotments.toSorted(ownFirst).map((line) => (
          <Line key={line.id} head={head} line={line} name={nameOf(line)} />
        ))}
      </ul>
    </section>
  );
}

function ownFirst(a: AllotmentLine, b: AllotmentLine): number {
  return Number(b.own) - Number(a.own);
}

type LineProps = { readonly head: SessionHead; readonly line: AllotmentLine; readonly name: string };

function Line({ head, line, name }: LineProps): JSX.Element {
  const { saving, doIt } = useDo();
  const mayForOthers = useMayAllotToOthers();
  const may = useMay();
  const words = fieldWords().allot;
  const { party } = laterWords();
  const giveBack = { type: 'ReturnAllotment', sessionId: head.id, allotmentId: line.id } as const;
  return (
    <li class="line taken-along">
      <div>
        <b>{name}</b>
        <p>
          {line.left.length > 0
            ? words.line(party(line.party), party(line.left))
            : words.allBooked(party(line.party))}
        </p>
        <Standing line={line} />
      </div>
      {(line.own || mayForOthers) && may('ReturnAllotment') && (
        <button
          type="button"
          class="quiet-button"
          aria-disabled={saving}
          aria-label={words.giveBackOf(party(line.party))}
          onClick={() => void doIt(giveBack, words.given)}
        >
          <Icon of={Undo2} />
          <span>{words.giveBack}</span>
        </button>
      )}
    </li>
  );
}

function Standing({ line: { own, until, drawUntil } }: Pick<LineProps, 'line'>): JSX.Element {
  const words = fieldWords().allot;
  if (!until || !drawUntil) return <Sign state="to-decide">{words.asked}</Sign>;
  if (!own) return <p class="quiet">{words.untilOfOthers(momentOf(until))}</p>;
  if (new Date().toISOString() >= drawUntil)
    return <Sign state="provisional">{words.over(momentOf(until))}</Sign>;
  return <Sign state="guaranteed">{words.until(momentOf(until), momentOf(drawUntil))}</Sign>;
}

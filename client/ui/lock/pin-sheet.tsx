import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../app/notices.ts';
import { SheetForm } from '../desk/sheet-form.tsx';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { deviceWords } from '../texts/device-words.ts';
import { lock, putLock } from './lock.ts';
import { troubleWith } from './lock-rules.ts';
import { MinutesChoice } from './minutes-choice.tsx';
import { newLock, tryPin } from './pin.ts';
import { PinField } from './pin-field.tsx';
import { pinRefused } from './pin-refused.ts';

const USUAL_MINUTES = 5;

/** A PIN, another one, or none any more. Whoever changes it knows the one before. */
export function PinSheet(props: {
  readonly asked: 'set' | 'off';
  readonly onClose: () => void;
}): JSX.Element {
  const { asked, onClose } = props;
  const [isNew] = useState(!lock.peek());
  const [current, setCurrent] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [minutes, setMinutes] = useState(lock.peek()?.minutes ?? USUAL_MINUTES);
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const words = deviceWords().lock;
  const save = async (): Promise<string | undefined> => {
    const wrong = asked === 'set' && troubleWith(pin);
    if (wrong) return words[wrong];
    if (asked === 'set' && pin !== again) return words.differs;
    const known = isNew ? 'open' : await tryPin(current);
    if (known !== 'open') return pinRefused();
    try {
      putLock(asked === 'set' ? await newLock(pin, minutes) : undefined);
    } catch {
      return words.notKept;
    }
    say(asked === 'set' ? words.isSet : words.isOff);
    closeSheet();
    return undefined;
  };
  const submit = async (): Promise<void> => {
    if (asking) return;
    setAsking(true);
    setTrouble(await save());
    setAsking(false);
  };
  const title = asked === 'off' ? words.off : isNew ? words.set : words.change;
  return (
    <Sheet title={title} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        trouble={trouble}
        submit={{ label: asking ? words.asking : title, asking, kind: 'main' }}
      >
        {!isNew && <PinField label={words.current} value={current} onValue={setCurrent} />}
        {asked === 'set' && (
          <>
            <PinField label={words.pin} value={pin} onValue={setPin} />
            <PinField label={words.again} value={again} onValue={setAgain} />
            {isNew && <MinutesChoice minutes={minutes} onChoose={setMinutes} />}
          </>
        )}
      </SheetForm>
    </Sheet>
  );
}

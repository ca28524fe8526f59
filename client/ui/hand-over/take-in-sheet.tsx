import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { HandedOver, TakenIn } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { say } from '../app/notices.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { momentOf } from '../texts/format.ts';
import { handOverWords } from '../texts/hand-over-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Readable = Extract<HandedOver, { kind: 'readable' }>;

/** Shows whose work a file holds, and how much of it is new here, before any of it is taken in. */
export function TakeInSheet(props: { readonly file: Blob; readonly onClose: () => void }): JSX.Element {
  const { page } = useDaybook();
  const [looked, setLooked] = useState<HandedOver>();
  const [trouble, setTrouble] = useState<string>();
  const [taking, setTaking] = useState(false);
  const words = handOverWords();
  useEffect(() => {
    page.api
      .peek()
      .lookAt(props.file)
      .then(setLooked, () => setTrouble(t().said.failed));
  }, []);
  const takeIn = async (): Promise<void> => {
    setTaking(true);
    setTrouble(undefined);
    try {
      const outcome = await page.api.peek().takeIn(props.file);
      if (outcome.kind !== 'taken') return setTrouble(troubleIn(outcome));
      say(words.taken(outcome.taken));
      closeSheet();
    } catch {
      setTrouble(t().said.interrupted);
    } finally {
      setTaking(false);
    }
  };
  const unreadable = looked?.kind === 'unreadable' ? words.unreadable[looked.why] : undefined;
  return (
    <Sheet title={words.takeInTitle} onClose={props.onClose}>
      <div class="sheet-body">
        {!looked && !trouble && <p role="status">{words.reading}</p>}
        {looked?.kind === 'readable' && <Contents of={looked} />}
        <Trouble text={trouble ?? unreadable} />
        <div class="sheet-foot">
          {looked?.kind === 'readable' && looked.fresh > 0 && (
            <button type="button" class="button main" disabled={taking} onClick={() => void takeIn()}>
              {taking ? words.taking : words.doIt(looked.fresh)}
            </button>
          )}
          <button type="button" class="button" onClick={closeSheet}>
            {looked?.kind === 'readable' && looked.fresh > 0 ? words.leave : words.done}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

function troubleIn(outcome: Exclude<TakenIn, { kind: 'taken' }>): string {
  if (outcome.kind === 'unreadable') return handOverWords().unreadable[outcome.why];
  const { what, kept, todo } = t().storage[outcome.code];
  return `${t().said.notSaved} ${what} ${kept} ${todo}`;
}

function Contents({ of }: { readonly of: Readable }): JSX.Element {
  const words = handOverWords();
  const { from, savedAt, fresh, known, garbled, named } = of;
  return (
    <>
      <dl class="facts">
        <dt>{words.from}</dt>
        <dd>{from ?? words.unknown}</dd>
        <dt>{words.savedAt}</dt>
        <dd>{savedAt ? momentOf(savedAt) : words.unknown}</dd>
        <dt>{words.fresh}</dt>
        <dd>{words.entries(fresh)}</dd>
        {known > 0 && <dt>{words.known}</dt>}
        {known > 0 && <dd>{words.entries(known)}</dd>}
      </dl>
      {garbled > 0 && <p class="trouble">{words.garbled(garbled)}</p>}
      <ul class="lines">
        {named.map(({ key, command, guest, session }) => (
          <li key={key} class="line">
            <span class="line-name">
              {laterWords().commands[command] ?? command}
              {guest && `: ${guest}`}
            </span>
            {session && <span class="quiet">{session}</span>}
          </li>
        ))}
      </ul>
      {fresh > named.length && <p class="quiet">{words.more(fresh - named.length)}</p>}
      <p class="quiet">{fresh > 0 ? words.note : words.allKnown}</p>
    </>
  );
}

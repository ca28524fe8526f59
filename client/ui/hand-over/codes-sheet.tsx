import { ChevronLeft, ChevronRight } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { QrCode } from '../desk/qr-code.tsx';
import { Icon } from '../parts/icon.tsx';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { handOverWords } from '../texts/hand-over-words.ts';
import { t } from '../texts/texts.ts';
import { codesOf } from './codes.ts';

type Shown = { readonly entries: number; readonly codes: readonly string[] };

/** What is not sent as a sequence of codes, one at a time, for another device's camera. */
export function CodesSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { page } = useDaybook();
  const [shown, setShown] = useState<Shown>();
  const [trouble, setTrouble] = useState<string>();
  const words = handOverWords().show;
  useEffect(() => {
    const make = async (): Promise<void> => {
      const { text, commits } = await page.api.peek().exportUnsent();
      if (commits === 0) return setTrouble(handOverWords().nothing);
      const codes = await codesOf(text);
      if (codes) setShown({ entries: commits, codes });
      else setTrouble(words.tooMany(commits));
    };
    make().catch(() => setTrouble(t().said.failed));
  }, []);
  return (
    <Sheet title={words.title} onClose={onClose}>
      <div class="sheet-body">
        {shown && <p>{words.about(shown.entries)}</p>}
        {shown && <Codes codes={shown.codes} />}
        {shown && <p class="quiet">{words.stays}</p>}
        <Trouble text={trouble} />
        <div class="sheet-foot">
          <button type="button" class="button main" onClick={closeSheet}>
            {handOverWords().done}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }): JSX.Element {
  const [at, setAt] = useState(0);
  const words = handOverWords().show;
  const of = codes.length;
  return (
    <>
      <QrCode text={codes[at] ?? ''} label={words.picture(at + 1, of)} />
      <div class="code-turn">
        <button
          type="button"
          class="button"
          aria-label={words.previous}
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        >
          <Icon of={ChevronLeft} />
        </button>
        <p role="status">{words.code(at + 1, of)}</p>
        <button
          type="button"
          class="button"
          aria-label={words.next}
          disabled={at === of - 1}
          onClick={() => setAt(at + 1)}
        >
          <Icon of={ChevronRight} />
        </button>
      </div>
    </>
  );
}

import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { handOverWords } from '../texts/hand-over-words.ts';
import { t } from '../texts/texts.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import type { CameraAnswer } from '../ticket/camera.ts';
import { CameraView } from '../ticket/camera-view.tsx';
import { type Code, fileOf, readCode } from './codes.ts';

type Props = { readonly onRead: (file: Blob) => void; readonly onClose: () => void };

/** Collects the codes of another device, in whatever order they come before the camera. */
export function ReadCodesSheet({ onRead, onClose }: Props): JSX.Element {
  const [codes, setCodes] = useState<ReadonlyMap<number, Code>>(new Map());
  const [trouble, setTrouble] = useState<string>();
  const busy = useRef(false);
  const words = handOverWords().read;
  const [first] = codes.values();
  const take = async (text: string): Promise<void> => {
    const code = readCode(text);
    if (!code) return setTrouble(words.notOurs);
    setTrouble(undefined);
    // Another sequence: the other device has begun anew.
    const same = first?.name === code.name ? codes : [];
    const next = new Map([...same, [code.number, code]]);
    setCodes(next);
    if (next.size < code.of) return;
    const file = await fileOf([...next.values()]);
    if (file) return onRead(file);
    setCodes(new Map());
    setTrouble(words.garbled);
  };
  const look = (text: string | undefined): void => {
    if (text === undefined || busy.current) return;
    busy.current = true;
    take(text)
      .catch(() => setTrouble(t().said.failed))
      .finally(() => (busy.current = false));
  };
  return (
    <Sheet title={words.title} onClose={onClose}>
      <div class="sheet-body">
        <CameraView onLook={look} words={cameraWords} />
        <p role="status">{first ? words.progress(codes.size, first.of) : words.none}</p>
        {first && <p class="quiet">{words.missing(missingOf(codes, first.of))}</p>}
        <Trouble text={trouble} />
        <div class="sheet-foot">
          <button type="button" class="button" onClick={closeSheet}>
            {handOverWords().leave}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

function missingOf(codes: ReadonlyMap<number, Code>, of: number): string {
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !codes.has(number));
  return missing.map((number) => t().number(number)).join(', ');
}

function cameraWords(state: CameraAnswer): string {
  const { aim, fileInstead } = handOverWords().read;
  return state === 'on' ? aim : `${ticketWords().scan[state]} ${fileInstead}`;
}

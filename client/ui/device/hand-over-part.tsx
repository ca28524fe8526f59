import { FileInput, QrCode as QrCodeIcon, ScanQrCode } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { later } from '../app/fetched.tsx';
import { unsentIn } from '../app/not-recognised.tsx';
import { useMay } from '../app/permitted.ts';
import { FileButton } from '../parts/file-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { closeSheet } from '../parts/sheet.tsx';
import { handOverWords } from '../texts/hand-over-words.ts';

const TakeInSheet = later(() => import('../hand-over/take-in-sheet.tsx').then((m) => m.TakeInSheet));
const ReadCodesSheet = later(() => import('../hand-over/read-codes-sheet.tsx').then((m) => m.ReadCodesSheet));
const CodesSheet = later(() => import('../hand-over/codes-sheet.tsx').then((m) => m.CodesSheet));

/** What is not sent goes from device to device by hand (field-app rule 12). */
export function HandOverPart(): JSX.Element | null {
  const may = useMay();
  const status = useDaybook().status.value;
  const [file, setFile] = useState<Blob>();
  const [reading, setReading] = useState(false);
  const read = useRef<Blob>(undefined);
  const [showing, setShowing] = useState(false);
  const words = handOverWords();
  const unsent = status ? unsentIn(status) : 0;
  // Who records nothing has nothing to give, and could bring nothing in.
  if (!may('ReserveSeats') && unsent === 0) return null;
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      <div class="sync-actions">
        {unsent > 0 && (
          <button type="button" class="button" onClick={() => setShowing(true)}>
            <Icon of={QrCodeIcon} />
            <span>{words.codes}</span>
          </button>
        )}
        <button type="button" class="button" onClick={() => setReading(true)}>
          <Icon of={ScanQrCode} />
          <span>{words.readCodes}</span>
        </button>
        <FileButton icon={FileInput} label={words.takeIn} onFile={setFile} />
      </div>
      {file && <TakeInSheet file={file} onClose={() => setFile(undefined)} />}
      {reading && (
        <ReadCodesSheet
          onRead={(whole) => {
            read.current = whole;
            closeSheet();
          }}
          onClose={() => {
            setReading(false);
            setFile(read.current);
            read.current = undefined;
          }}
        />
      )}
      {showing && <CodesSheet onClose={() => setShowing(false)} />}
    </section>
  );
}

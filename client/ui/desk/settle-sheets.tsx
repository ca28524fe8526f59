import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { KeptRow } from '../../view/quarantine.ts';
import { say } from '../app/notices.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { TextField } from '../parts/text-field.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { useAsking } from './asking.ts';
import { Contents, nameOf } from './kept-commit.tsx';
import { SheetForm } from './sheet-form.tsx';

type Props = { readonly row: KeptRow; readonly onChanged: () => void; readonly onClose: () => void };
const REASON_LIMIT = 500;

/** Into the book, under the name of who releases it. */
export function ReleaseSheet({ row, onChanged, onClose }: Props): JSX.Element {
  const [reason, setReason] = useState('');
  const { asking, trouble, ask } = useAsking();
  const { quarantine: words } = deskWords();
  const release = async (): Promise<void> => {
    const done = await ask('release', row.key, reason.trim() || words.releaseReasonDefault);
    if (!done) return;
    const came = done.value.came.map(({ what, guest }) => laterWords().happening(what, guest));
    say(words.released(came));
    onChanged();
    closeSheet();
  };
  return (
    <Sheet title={words.releaseTitle} onClose={onClose}>
      <SheetForm
        onSubmit={release}
        trouble={trouble}
        submit={{ label: asking ? words.releasing : words.release, asking, kind: 'main' }}
        otherwise={{ label: words.leave, onClick: closeSheet }}
      >
        <Contents row={row} />
        <p>{words.releaseWhat(nameOf(row.by))}</p>
        <p class="quiet">{words.releaseNote}</p>
        <Reason reason={reason} onReason={setReason} placeholder={words.releaseReasonDefault} />
      </SheetForm>
    </Sheet>
  );
}

/** For good, with a reason: it stays to be read, and is taken in by nobody. */
export function KeepAsideSheet({ row, onChanged, onClose }: Props): JSX.Element {
  const [reason, setReason] = useState('');
  const { asking, trouble, ask, complain } = useAsking();
  const { quarantine: words } = deskWords();
  const keepAside = async (): Promise<void> => {
    if (!reason.trim()) return complain(words.reasonMissing);
    if (!(await ask('keepAside', row.key, reason.trim()))) return;
    say(words.wasSetAside);
    onChanged();
    closeSheet();
  };
  return (
    <Sheet title={words.asideTitle} onClose={onClose}>
      <SheetForm
        onSubmit={keepAside}
        trouble={trouble}
        submit={{ label: words.keepAside, asking, kind: 'danger' }}
        otherwise={{ label: words.leave, onClick: closeSheet }}
      >
        <Contents row={row} />
        <p>{words.asideWhat}</p>
        <p class="quiet">{words.asideNote(nameOf(row.by))}</p>
        <Reason reason={reason} onReason={setReason} placeholder="" />
      </SheetForm>
    </Sheet>
  );
}

type ReasonProps = {
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly placeholder: string;
};

function Reason({ reason, onReason, placeholder }: ReasonProps): JSX.Element {
  return (
    <TextField
      label={deskWords().quarantine.reason}
      maxLength={REASON_LIMIT}
      placeholder={placeholder}
      value={reason}
      onValue={onReason}
    />
  );
}

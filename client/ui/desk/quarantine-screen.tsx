import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { KeptRow } from '../../view/quarantine.ts';
import { noteKept } from '../app/kept-count.ts';
import { useMayAsk } from '../app/permitted.ts';
import { Empty } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { Answered } from './answered.tsx';
import { useAnswer } from './asking.ts';
import { DeskHead } from './desk-head.tsx';
import { KeptCommit } from './kept-commit.tsx';
import { KeepAsideSheet, ReleaseSheet } from './settle-sheets.tsx';
import type { Settling } from './shown.ts';

/** What the server keeps apart from the book: planners take it in or set it aside, auditors read it (C5). */
export function QuarantineScreen(): JSX.Element {
  const { answer, again } = useAnswer('quarantine');
  const [settling, setSettling] = useState<Settling>();
  const maySettle = useMayAsk()('POST quarantine/:commit');
  const close = (): void => setSettling(undefined);
  useEffect(() => {
    if (answer?.kind === 'done') noteKept(answer.value);
  }, [answer]);
  return (
    <div class="desk">
      <DeskHead part="quarantine" />
      <Answered answer={answer} onAgain={again}>
        {(rows) => <Rows rows={rows} onSettle={maySettle ? setSettling : undefined} />}
      </Answered>
      {settling?.how === 'release' && <ReleaseSheet row={settling.row} onChanged={again} onClose={close} />}
      {settling?.how === 'keep-aside' && (
        <KeepAsideSheet row={settling.row} onChanged={again} onClose={close} />
      )}
    </div>
  );
}

type RowsProps = {
  readonly rows: readonly KeptRow[];
  readonly onSettle: ((settling: Settling) => void) | undefined;
};

function Rows({ rows, onSettle }: RowsProps): JSX.Element {
  const [past, setPast] = useState(false);
  const open = rows.filter((row) => !row.setAside);
  const aside = rows.filter((row) => row.setAside);
  const { quarantine: words } = deskWords();
  return (
    <>
      {open.length === 0 && <Empty what={words.empty} todo={words.emptyTodo} />}
      <ul class="kept-list">
        {open.map((row) => (
          <KeptCommit key={row.key} row={row} onSettle={onSettle} />
        ))}
      </ul>
      {aside.length > 0 && (
        <button type="button" class="quiet-button wide" aria-expanded={past} onClick={() => setPast(!past)}>
          {past ? words.hideAside : words.showAside(aside.length)}
        </button>
      )}
      {past && (
        <ul class="kept-list">
          {aside.map((row) => (
            <KeptCommit key={row.key} row={row} onSettle={undefined} />
          ))}
        </ul>
      )}
    </>
  );
}

import { Undo2 } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { UNDOABLE } from '../../view/undoable.ts';
import { useDaybook } from '../app/daybook.ts';
import { alarm, type Done, hold, letGo } from '../app/notices.ts';
import { useMay } from '../app/permitted.ts';
import { useDo } from '../app/submitting.ts';
import { viewOnce } from '../app/view-once.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = { readonly done: Done; readonly describedBy: string };

/**
 * Takes back what the notice says (C8). What brings it back is read from the history, which takes a while where that
 * is long: so not before somebody wants it.
 */
export function UndoNotice({ done, describedBy }: Props): JSX.Element | null {
  const api = useDaybook().page.api.value;
  const may = useMay();
  const { saving, doIt } = useDo();
  const [looking, setLooking] = useState(false);
  const { undo: words } = historyWords();
  const isOffered = UNDOABLE.has(done.command) && may(done.command);
  const button = useRef<HTMLButtonElement>(null);
  // The notice is far from what was done, for who goes by keyboard.
  useEffect(() => {
    if (!isOffered) return;
    const onKey = (event: KeyboardEvent): void => {
      if (!isUndo(event) || isElsewhere(event.target)) return;
      event.preventDefault();
      button.current?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isOffered]);
  if (!isOffered) return null;
  const takeBack = async (): Promise<void> => {
    if (looking) return;
    setLooking(true);
    const { sessionId, commitId } = done;
    try {
      const of = { sessionId };
      const { head } = await viewOnce(api, { view: 'undo', of, commitId, reason: words.reason });
      const what = head && laterWords().happening(head.what, head.guest);
      if (head?.draft && what) await doIt(head.draft, words.saved(what));
      else alarm(words.refused(words.not[head?.whyNot ?? 'changed-since']));
    } catch {
      alarm(t().said.failed);
    } finally {
      setLooking(false);
    }
  };
  return (
    <button
      ref={button}
      type="button"
      class="notice-undo"
      aria-keyshortcuts="Control+Z Meta+Z"
      aria-describedby={describedBy}
      aria-disabled={looking || saving}
      onClick={() => void takeBack()}
      // It does not go while somebody is about to tap it.
      onMouseEnter={hold}
      onMouseLeave={letGo}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && hold()}
      onBlur={letGo}
    >
      <Icon of={Undo2} small />
      <span>{words.short}</span>
    </button>
  );
}

function isUndo({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey;
}

/** What is typed has an undo of its own, and under a sheet nothing is done. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}

import { X } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { sheetOpened } from '../app/at-work.ts';
import { useDaybook } from '../app/daybook.ts';
import { route } from '../app/routes.ts';
import { WorkerDied } from '../app/worker-died.tsx';
import { t } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

type SheetProps = {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
  /** Asked before it closes by Back, Escape or the cross; false keeps it open. */
  readonly mayClose?: () => boolean;
};

/** Asks the sheet that holds the caller to close, the way the cross does but without a question. */
export function closeSheet(): void {
  if (!history.state?.sheet) return;
  agreed = true;
  history.back();
}

/** The way back that is under way was asked about already. */
let agreed = false;

/**
 * A native dialog: from below on phones, centred on wide screens. It has an entry in the browser's history, so that
 * Back closes it; whatever closes it goes through that entry.
 */
export function Sheet({ title, children, onClose, mayClose }: SheetProps): JSX.Element {
  const { page } = useDaybook();
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useRef({ onClose, mayClose });
  latest.current = { onClose, mayClose };
  const titleId = useId();
  useEffect(() => {
    const closed = sheetOpened();
    const opener = document.activeElement;
    history.pushState({ sheet: true }, '');
    dialog.current?.showModal();
    const onBack = (): void => {
      if (history.state?.sheet) return;
      const stay = !agreed && latest.current.mayClose?.() === false;
      agreed = false;
      if (stay) history.pushState({ sheet: true }, '');
      else latest.current.onClose();
    };
    addEventListener('popstate', onBack);
    const left = route.subscribe(() => {
      if (!history.state?.sheet) latest.current.onClose();
    });
    return () => {
      removeEventListener('popstate', onBack);
      left();
      closed();
      // What it was opened from may be gone by now: then at the content, and not nowhere.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else document.getElementById('content')?.focus({ preventScroll: true });
    };
  }, []);
  const ask = (): void => {
    if (latest.current.mayClose?.() !== false) closeSheet();
  };
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <div class="sheet-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="quiet-button" onClick={ask}>
          <Icon of={X} />
          <span>{t().shell.close}</span>
        </button>
      </div>
      <div role="alert">{page.workerDied.value && <WorkerDied />}</div>
      {children}
    </dialog>
  );
}

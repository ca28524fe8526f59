import { Undo2 } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CommitId, SessionId } from '../../../shared/log/ids.ts';
import type { UndoDraft } from '../../view/undo.ts';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { useMay } from '../app/permitted.ts';
import { useDo } from '../app/submitting.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = {
  readonly sessionId: SessionId;
  readonly commitId: CommitId;
  /** Says too why it is not offered. */
  readonly explained?: boolean;
  readonly onUndone?: () => void;
};

/** Takes back what was done last on this device, by a command like any other (C8); the rules decide whether it may be. */
export function UndoOffer({ sessionId, commitId, explained = false, onUndone }: Props): JSX.Element | null {
  const words = historyWords().undo;
  const may = useMay();
  const { saving, doIt } = useDo();
  const head = useView({ view: 'undo', of: { sessionId }, commitId, reason: words.reason }).value?.head;
  const refused = useRefusal(head?.draft ?? undefined);
  if (!head || (head.draft && !may(head.draft.type))) return null;
  const what = laterWords().happening(head.what, head.guest);
  const why = head.whyNot ? words.not[head.whyNot] : refused && words.refused(refused);
  const { draft } = head;
  if (why || !draft || refused === undefined) return why && explained ? <p class="quiet">{why}</p> : null;
  const undo = async (): Promise<void> => {
    if (await doIt(draft, words.saved(what))) onUndone?.();
  };
  return (
    <button type="button" class="quiet-button undo" aria-disabled={saving} onClick={undo}>
      <Icon of={Undo2} />
      <span>{words.button(what)}</span>
    </button>
  );
}

/** Why the rules say no on the figures of now; null where they do not, undefined until they have said. */
function useRefusal(draft: UndoDraft | undefined): string | null | undefined {
  const api = useDaybook().page.api.value;
  const [refusal, setRefusal] = useState<string | null>();
  const key = JSON.stringify(draft);
  useEffect(() => {
    setRefusal(undefined);
    if (!draft) return;
    let gone = false;
    api.preview(draft).then(
      (preview) =>
        gone || setRefusal(preview.kind === 'refused' ? laterWords().refusal(preview.refusal) : null),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, key]);
  return refusal;
}

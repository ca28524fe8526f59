import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CommitId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { say } from '../app/notices.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

const REASON_LIMIT = 500;

export function SetAsideForm({ commits }: { readonly commits: readonly CommitId[] }): JSX.Element {
  const { page } = useDaybook();
  const [reason, setReason] = useState('');
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const words = laterWords().inbox;
  const setAside = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (working) return;
    setWorking(true);
    try {
      for (const id of commits) await page.api.peek().setAside(id, reason.trim());
      say(t().said.setAside);
      closeSheet();
    } catch {
      setTrouble(t().said.failed);
      setWorking(false);
    }
  };
  return (
    <form class="sheet-body" onSubmit={setAside}>
      <p>{words.setAsideWhat}</p>
      <p class="quiet">{words.setAsideBack}</p>
      <TextField
        label={words.setAsideReason}
        required
        maxLength={REASON_LIMIT}
        value={reason}
        onValue={setReason}
      />
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="submit" class="button danger" disabled={working || !reason.trim()}>
          {laterWords().actions['set-aside']}
        </button>
        <button type="button" class="quiet-button" onClick={closeSheet}>
          {words.keepIt}
        </button>
      </div>
    </form>
  );
}

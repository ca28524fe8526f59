import { Download, Send } from 'lucide';
import type { JSX } from 'preact';
import { useSendNow } from '../app/send-now.ts';
import { Icon } from '../parts/icon.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { useExport } from './export-unsent.ts';

/** The two ways to get out of the device what is not sent; `main`: sending is what the screen is for. */
export function SendActions({ main = false }: { readonly main?: boolean }): JSX.Element {
  const sendNow = useSendNow();
  const exportUnsent = useExport();
  return (
    <div class="sync-actions">
      <button type="button" class={main ? 'button main' : 'button'} onClick={sendNow}>
        <Icon of={Send} />
        <span>{laterWords().sync.sendNow}</span>
      </button>
      <button type="button" class="button" onClick={() => void exportUnsent()}>
        <Icon of={Download} />
        <span>{t().banner.export}</span>
      </button>
    </div>
  );
}

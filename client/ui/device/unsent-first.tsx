import { Download, Send } from 'lucide';
import type { JSX } from 'preact';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { unsentIn } from '../app/not-recognised.tsx';
import { say } from '../app/notices.ts';
import { Icon } from '../parts/icon.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { useExport } from './export-unsent.ts';

/** Before a device is put away: what of it is not sent, by name, and the two ways to send it all the same (rule 11). */
export function UnsentFirst(): JSX.Element | null {
  const status = useDaybook().status.value;
  const unsent = status ? unsentIn(status) : 0;
  return unsent > 0 ? <Unsent of={unsent} /> : null;
}

/** More of them are counted. */
const MOST_NAMED = 5;

function Unsent({ of }: { readonly of: number }): JSX.Element {
  const { page } = useDaybook();
  const exportUnsent = useExport();
  const view = useView({ view: 'device' }).value;
  const named = (view?.rows ?? []).filter(({ sentAt }) => sentAt === null).slice(0, MOST_NAMED);
  const { sync, commands } = laterWords();
  const sendNow = (): void => {
    page.api
      .peek()
      .syncNow()
      .catch(() => undefined);
    say(sync.asked);
  };
  return (
    <>
      <p class="trouble">{t().signIn.outUnsent(of)}</p>
      <ul class="lines">
        {named.map(({ key, command, guest, session }) => (
          <li key={key} class="line">
            <span class="line-name">
              {commands[command] ?? command}
              {guest && `: ${guest}`}
            </span>
            {session && <span class="quiet">{session}</span>}
          </li>
        ))}
      </ul>
      {of > named.length && named.length > 0 && <p class="quiet">{sync.more(of - named.length)}</p>}
      <div class="sync-actions">
        <button type="button" class="button" onClick={sendNow}>
          <Icon of={Send} />
          <span>{sync.sendNow}</span>
        </button>
        <button type="button" class="button" onClick={() => void exportUnsent()}>
          <Icon of={Download} />
          <span>{t().banner.export}</span>
        </button>
      </div>
    </>
  );
}

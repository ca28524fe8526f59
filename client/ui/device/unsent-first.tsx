import type { JSX } from 'preact';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { unsentIn } from '../app/not-recognised.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { SendActions } from './send-actions.tsx';

/** Before a device is put away: what of it is not sent, by name, and the two ways to send it all the same (rule 11). */
export function UnsentFirst(): JSX.Element | null {
  const status = useDaybook().status.value;
  const unsent = status ? unsentIn(status) : 0;
  return unsent > 0 ? <Unsent of={unsent} /> : null;
}

/** More of them are counted. */
const MOST_NAMED = 5;

function Unsent({ of }: { readonly of: number }): JSX.Element {
  const view = useView({ view: 'device' }).value;
  const named = (view?.rows ?? []).filter(({ sentAt }) => sentAt === null).slice(0, MOST_NAMED);
  const { sync, commands } = laterWords();
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
      <SendActions />
    </>
  );
}

import { LogOut } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';
import { UnsentFirst } from './unsent-first.tsx';

/** Where there are accounts: the device is put away until its person is back. What is unsent is named first (rule 11). */
export function SignOutPart(): JSX.Element | null {
  const { page } = useDaybook();
  const ways = useSignInWays();
  const [trouble, setTrouble] = useState<string>();
  const words = t().signIn;
  if (!ways) return null;
  const signOut = async (where: 'here' | 'everywhere'): Promise<void> => {
    const api = page.api.peek();
    try {
      const ended = where === 'everywhere' ? await api.desk('signOutEverywhere') : undefined;
      // A session that has ended already is what is wanted.
      if (ended?.kind === 'offline') return setTrouble(words.outOffline);
      const outcome = await api.signOut();
      // Nothing of what was shown stays on the screen.
      if (outcome === 'signed-out') location.replace('/');
      else setTrouble(words.outOffline);
    } catch {
      setTrouble(deskWords().failed);
    }
  };
  return (
    <section class="part">
      <h2>{words.out}</h2>
      <p class="quiet">{words.outIntro}</p>
      <UnsentFirst />
      <Trouble text={trouble} />
      <button type="button" class="button" onClick={() => void signOut('here')}>
        <Icon of={LogOut} />
        <span>{words.out}</span>
      </button>
      <p class="quiet">{words.everywhereIntro}</p>
      <button type="button" class="button" onClick={() => void signOut('everywhere')}>
        {words.everywhere}
      </button>
    </section>
  );
}

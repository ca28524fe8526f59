import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Trouble } from '../parts/sign.tsx';
import { t } from '../texts/texts.ts';

/** Where there are accounts: the device is put away until its person is back. */
export function SignOutPart(): JSX.Element | null {
  const { page } = useDaybook();
  const ways = useSignInWays();
  const [trouble, setTrouble] = useState<string>();
  const words = t().signIn;
  if (!ways) return null;
  const signOut = async (): Promise<void> => {
    const outcome = await page.api
      .peek()
      .signOut()
      .catch(() => 'offline');
    // Nothing of what was shown stays on the screen.
    if (outcome === 'signed-out') location.replace('/');
    else setTrouble(words.outOffline);
  };
  return (
    <section class="part">
      <h2>{words.out}</h2>
      <p class="quiet">{words.outIntro}</p>
      <Trouble text={trouble} />
      <button type="button" class="button" onClick={() => void signOut()}>
        {words.out}
      </button>
    </section>
  );
}

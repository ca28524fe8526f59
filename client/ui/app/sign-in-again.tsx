import { TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SignInWays } from '../../worker/api.ts';
import { Icon } from '../parts/icon.tsx';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { SignInForm } from '../start/sign-in.tsx';
import { useSignOnFailure } from '../start/sign-on-failure.ts';
import { t } from '../texts/texts.ts';
import { useDaybook } from './daybook.ts';

/** How people sign in, once the server has said so; undefined where they do not. */
export function useSignInWays(): SignInWays | undefined {
  const { page } = useDaybook();
  const [ways, setWays] = useState<SignInWays>();
  useEffect(() => {
    page.api
      .peek()
      .signInWays()
      .then(setWays, () => undefined);
  }, [page]);
  return ways;
}

/** The session has ended: work goes on, and waits here until somebody has signed in. */
export function SignInAgain(props: { readonly ways: SignInWays; readonly why: string }): JSX.Element {
  const { page } = useDaybook();
  const [isOpen, setOpen] = useState(false);
  const goOn = (): void => {
    closeSheet();
    void page.api.peek().syncNow();
  };
  const words = t().signIn;
  const failure = useSignOnFailure();
  return (
    <>
      <div class="banner alarming">
        <Icon of={TriangleAlert} />
        <p>
          {failure && (
            <>
              <b>{words.failed[failure].what}</b> {words.failed[failure].todo}{' '}
            </>
          )}
          {props.why}
        </p>
        <button type="button" class="button" onClick={() => setOpen(true)}>
          {words.go}
        </button>
      </div>
      {isOpen && (
        <Sheet title={words.title} onClose={() => setOpen(false)}>
          <div class="sheet-body">
            <SignInForm ways={props.ways} onSignedIn={goOn} />
          </div>
        </Sheet>
      )}
    </>
  );
}

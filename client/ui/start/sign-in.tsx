import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SignInWays, SigningIn } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { t } from '../texts/texts.ts';
import { codeOfProblem } from './problem-code.ts';
import { useSignOnFailure } from './sign-on-failure.ts';

/** Who uses this browser: before a device enrols, and after somebody signed out. */
export function SignIn({ ways }: { readonly ways: SignInWays }): JSX.Element {
  const { page, started } = useDaybook();
  const goOn = async (): Promise<void> => {
    started.value = await page.api.peek().start();
  };
  const words = t().signIn;
  const failure = useSignOnFailure();
  return (
    <main class="start">
      <p class="app-name">{t().name}</p>
      <h1>{words.title}</h1>
      {failure && (
        <div class="banner alarming" role="alert">
          <p>
            <b>{words.failed[failure].what}</b> {words.failedKept} {words.failed[failure].todo}
          </p>
        </div>
      )}
      <p class="quiet">{words.intro}</p>
      <SignInForm ways={ways} onSignedIn={() => void goOn()} />
    </main>
  );
}

export function SignInForm(props: {
  readonly ways: SignInWays;
  readonly onSignedIn: () => void;
}): JSX.Element {
  const { page } = useDaybook();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [asking, setAsking] = useState(false);
  const words = t().signIn;
  const signIn = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (!email.trim() || !password) return setTrouble(words.missing);
    setAsking(true);
    const asked = page.api.peek().signIn(email.trim(), password);
    const outcome = await asked.catch(() => undefined);
    setAsking(false);
    if (outcome?.kind !== 'signed-in') return setTrouble(troubleIn(outcome));
    // What is on the screen is somebody else's.
    if (outcome.isAnother) location.reload();
    else props.onSignedIn();
  };
  return (
    <form onSubmit={signIn}>
      <TextField label={words.email} type="email" autocomplete="username" value={email} onValue={setEmail} />
      <TextField
        label={words.password}
        type="password"
        autocomplete="current-password"
        value={password}
        onValue={setPassword}
      />
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={asking}>
        {asking ? words.asking : words.go}
      </button>
      {props.ways.oidc && <Elsewhere onTrouble={setTrouble} />}
    </form>
  );
}

/** The organisation's own sign-on is another site: the browser goes there and comes back. */
function Elsewhere({ onTrouble }: { readonly onTrouble: (text: string) => void }): JSX.Element {
  const { page } = useDaybook();
  const go = async (): Promise<void> => {
    const outcome = await page.api
      .peek()
      .signInElsewhere()
      .catch(() => undefined);
    if (outcome?.kind === 'elsewhere') location.assign(outcome.url);
    else onTrouble(troubleIn(outcome));
  };
  return (
    <button type="button" class="button" onClick={() => void go()}>
      {t().signIn.elsewhere}
    </button>
  );
}

export function troubleIn(outcome: Exclude<SigningIn, { kind: 'signed-in' }> | undefined): string {
  if (outcome?.kind === 'refused') return t().problem(codeOfProblem(outcome.problem), null);
  return outcome ? t().signIn.offline : t().said.failed;
}

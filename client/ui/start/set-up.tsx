import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { PASSWORD_LENGTH } from '../../../shared/sync/people.ts';
import type { FirstAdministrator } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { navigate } from '../app/routes.ts';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { t } from '../texts/texts.ts';
import { troubleIn } from './sign-in.tsx';

const NAME_LIMIT = 80;

/** What the link of a server's first start opens; its token stands after the # and so in nobody's log. */
export function setUpToken(): string | undefined {
  return location.pathname === '/set-up' && location.hash.length > 1 ? location.hash.slice(1) : undefined;
}

/** The first administrator and the first daybook; whoever has done it is signed in. */
export function SetUp({ token }: { readonly token: string }): JSX.Element {
  const words = t().setUp;
  return (
    <main class="start">
      <p class="app-name">{t().name}</p>
      <h1>{words.title}</h1>
      <p class="quiet">{words.intro}</p>
      <Form token={token} />
    </main>
  );
}

type Texts = Omit<FirstAdministrator, 'token' | 'samples'>;
const NOTHING: Texts = { workspaceName: '', name: '', email: '', password: '' };

function Form({ token }: { readonly token: string }): JSX.Element {
  const { page, started } = useDaybook();
  const [given, setGiven] = useState(NOTHING);
  const [samples, setSamples] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [asking, setAsking] = useState(false);
  const words = t().setUp;
  const setUp = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    const missing = whatIsMissing(given);
    if (missing) return setTrouble(missing);
    setAsking(true);
    const asked = page.api.peek().setUp({ ...given, token, samples });
    const outcome = await asked.catch(() => undefined);
    setAsking(false);
    if (outcome?.kind !== 'signed-in') return setTrouble(troubleIn(outcome));
    navigate('/');
    started.value = await page.api.peek().start();
  };
  const of = (name: keyof Texts) => ({
    maxLength: name === 'password' ? PASSWORD_LENGTH.most : NAME_LIMIT,
    value: given[name],
    onValue: (text: string) => setGiven({ ...given, [name]: text }),
  });
  return (
    <form onSubmit={setUp}>
      <TextField label={words.workspaceName} autocomplete="off" {...of('workspaceName')} />
      <TextField label={words.name} autocomplete="name" {...of('name')} />
      <TextField label={words.email} type="email" autocomplete="username" {...of('email')} />
      <TextField label={words.password} type="password" autocomplete="new-password" {...of('password')} />
      <div class="choice">
        <label>
          <input
            type="checkbox"
            checked={samples}
            onChange={(event) => setSamples(event.currentTarget.checked)}
          />
          <span>{words.samples}</span>
        </label>
      </div>
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={asking}>
        {asking ? words.asking : words.go}
      </button>
    </form>
  );
}

function whatIsMissing({ workspaceName, name, email, password }: Texts): string | undefined {
  const words = t().setUp;
  if (![workspaceName, name, email].every((text) => text.trim())) return words.missing;
  return password.length < PASSWORD_LENGTH.least ? words.short(PASSWORD_LENGTH.least) : undefined;
}

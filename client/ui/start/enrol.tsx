import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import type { Enrolled, Started } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { t } from '../texts/texts.ts';
import { codeOfProblem } from './problem-code.ts';

type Offer = Extract<Started, { kind: 'enrol' }>;
const NAME_LIMIT = 80;

/** Once per device, with the network: afterwards the daybook opens without. */
export function Enrol({ offer }: { readonly offer: Offer }): JSX.Element {
  const words = t().enrol;
  return (
    <main class="start">
      <p class="app-name">{t().name}</p>
      <h1>{words.title}</h1>
      {offer.lost && (
        <div class="banner alarming" role="alert">
          <p>
            <b>{words.lostTitle}</b> {words.lost(offer.lost.name, offer.lost.commitsAccepted)}
          </p>
        </div>
      )}
      <p class="quiet">{offer.signedInAs === undefined ? words.intro : words.signedIn(offer.signedInAs)}</p>
      {offer.reachable && offer.workspaces.length > 0 ? <Form offer={offer} /> : <Nowhere offer={offer} />}
    </main>
  );
}

function Form({ offer }: { readonly offer: Offer }): JSX.Element {
  const { page, started } = useDaybook();
  const [name, setName] = useState(offer.lost?.name ?? offer.signedInAs ?? '');
  const [workspace, setWorkspace] = useState(offer.workspaces[0]?.id as WorkspaceId);
  const [trouble, setTrouble] = useState<string>();
  const [enrolling, setEnrolling] = useState(false);
  const words = t().enrol;
  const enrol = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (enrolling) return;
    if (!name.trim()) return setTrouble(words.missing);
    setEnrolling(true);
    const outcome = await page.api
      .peek()
      .enrol(name.trim(), workspace)
      .catch(() => undefined);
    setEnrolling(false);
    if (outcome?.kind === 'ready') started.value = outcome;
    else setTrouble(troubleIn(outcome));
  };
  return (
    <form onSubmit={enrol}>
      <TextField
        label={offer.signedInAs === undefined ? words.name : words.deviceName}
        autocomplete="name"
        maxLength={NAME_LIMIT}
        value={name}
        onValue={setName}
      />
      {offer.workspaces.length > 1 && (
        <label class="field">
          <span>{words.workspace}</span>
          <select
            value={workspace}
            onChange={(event) => setWorkspace(event.currentTarget.value as WorkspaceId)}
          >
            {offer.workspaces.map(({ id, name: title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={enrolling}>
        {enrolling ? words.opening : words.go}
      </button>
    </form>
  );
}

/** Undefined: there was no answer, and there should have been. */
export type EnrolledOtherwise = Exclude<Enrolled, { kind: 'ready' }> | undefined;

export function troubleIn(outcome: EnrolledOtherwise): string {
  if (outcome?.kind === 'refused')
    return t().problem(codeOfProblem(outcome.problem), outcome.problem.detail ?? null);
  return outcome ? t().enrol.offline : t().said.failed;
}

function Nowhere({ offer }: { readonly offer: Offer }): JSX.Element {
  const { page, started } = useDaybook();
  const lookAgain = async (): Promise<void> => {
    started.value = await page.api.peek().start();
  };
  return (
    <>
      <p role="status">{offer.reachable ? t().enrol.nowhere : t().enrol.unreachable}</p>
      <button type="button" class="button main" onClick={() => lookAgain().catch(() => undefined)}>
        {t().enrol.lookAgain}
      </button>
    </>
  );
}

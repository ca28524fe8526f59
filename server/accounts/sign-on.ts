/** The organisation's own sign-on, as OpenID Connect has it. */
export type SignOn = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long it may take to say that it is there; undefined: five seconds. */
  readonly answersWithinMs?: number | undefined;
};

export const OIDC = 'oidc';

const ANSWERS_WITHIN_MS = 5_000;

/** Whether it says what it is: all of it, in time. One that takes a connection may still say nothing. */
export async function signOnAnswers(signOn: SignOn): Promise<boolean> {
  const signal = AbortSignal.timeout(signOn.answersWithinMs ?? ANSWERS_WITHIN_MS);
  try {
    const answer = await fetch(discoveryOf(signOn), { signal });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

/** What the sign-on says of itself. */
export function discoveryOf({ issuer }: SignOn): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

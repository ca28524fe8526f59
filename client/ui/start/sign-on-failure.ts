import { useState } from 'preact/hooks';
import { SIGN_ON_FAILURES, type SignOnFailure } from '../../../shared/sync/people.ts';

/** With what the organisation's own sign-on sent the browser back, where nobody is signed in by it. It is said once. */
export function useSignOnFailure(): SignOnFailure | undefined {
  return useState(takeFailure)[0];
}

function takeFailure(): SignOnFailure | undefined {
  const said = new URLSearchParams(location.search).get('sign-in');
  if (said !== null) history.replaceState(history.state, '', location.pathname);
  return SIGN_ON_FAILURES.find((known) => known === said);
}

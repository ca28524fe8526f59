const PUT_AWAY = 'daybook-put-away';

/** Whoever was here has gone, in this tab or another: nothing of theirs stays on the screen. */
export function leaveWhenPutAway(): void {
  new BroadcastChannel(PUT_AWAY).onmessage = () => location.replace('/');
}

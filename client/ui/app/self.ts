import type { ActorId } from '../../../shared/log/ids.ts';
import { useDaybook } from './daybook.ts';

/** Whose device is open; nobody's while it opens. */
export function useSelf(): ActorId | undefined {
  const started = useDaybook().started.value;
  return started?.kind === 'ready' ? started.who.actorId : undefined;
}

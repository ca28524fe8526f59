import * as v from 'valibot';
import { Capacity, Minutes, Policy } from '../booking/events.ts';

/** `POST …/usual-session`, and the header of a pull's answer: what the form for a new session begins with (W13). */
export const UsualSession = v.object({ minutes: Minutes, capacity: Capacity, policy: Policy });
export type UsualSession = v.InferOutput<typeof UsualSession>;

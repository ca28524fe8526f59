import type { DeviceId, SessionId } from '../../shared/log/ids.ts';
import type { View } from './view.ts';

/** What a screen asks the worker for. Windows: at most `count` rows (1,000 where it is not said). */
export type Query =
  | { readonly view: 'status' }
  | { readonly view: 'board'; readonly text?: string; readonly venue?: string; readonly past?: boolean; readonly timeZone: string }
  | {
      readonly view: 'session';
      readonly sessionId: SessionId;
      readonly list: 'bookings' | 'waitlist' | 'check-in';
      readonly text?: string;
      readonly count?: number;
    }
  | { readonly view: 'inbox' }
  | { readonly view: 'history'; readonly of: { readonly sessionId: SessionId } | { readonly deviceId: DeviceId }; readonly count?: number }
  | { readonly view: 'device' };

/** Replaced by the views' own types as they are written. */
export type ViewOf<Q extends Query> = Q extends { view: 'status' } ? View : View;

import {
  Ban,
  Bookmark,
  Check,
  CheckCheck,
  CircleDashed,
  Hourglass,
  type IconNode,
  Info,
  Send,
  TriangleAlert,
  UserCheck,
} from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import type { Outcome } from '../../../shared/booking/reservation.ts';
import { Icon } from './icon.tsx';

/** A state: a word, a sign and a colour, never the colour alone (field-app rule 1). */
export type State =
  | 'guaranteed'
  | 'provisional'
  | 'waitlisted'
  | 'declined'
  | 'to-send'
  | 'to-decide'
  | 'overbooked'
  | 'plain'
  | 'here';

const ICONS: Record<State, IconNode> = {
  guaranteed: Check,
  provisional: CircleDashed,
  waitlisted: Hourglass,
  declined: Ban,
  'to-send': Send,
  'to-decide': CheckCheck,
  overbooked: TriangleAlert,
  plain: Bookmark,
  here: UserCheck,
};

export function Sign(props: {
  readonly state: State;
  readonly icon?: IconNode;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`sign ${props.state}`}>
      <Icon of={props.icon ?? ICONS[props.state]} small />
      <span>{props.children}</span>
    </span>
  );
}

const STATES: Record<Outcome, State> = {
  confirmed: 'guaranteed',
  reserved: 'plain',
  waitlisted: 'waitlisted',
  'wanting-more': 'waitlisted',
  offered: 'waitlisted',
  unfilled: 'waitlisted',
  moved: 'plain',
  declined: 'declined',
  cancelled: 'declined',
  expired: 'declined',
};

export function stateOf(outcome: Outcome): State {
  return STATES[outcome];
}

/** Says what happened, what was kept and what to do, at once and to everybody. */
export function Trouble({ text }: { readonly text: string | undefined }): JSX.Element {
  return (
    <div role="alert" class="trouble-place">
      {text && (
        <p class="trouble">
          <Icon of={TriangleAlert} small />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}

export function Empty(props: {
  readonly what: string;
  readonly todo?: string;
  /** Nothing else stands there, so this is what the screen is called. */
  readonly alone?: boolean;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const What = props.alone ? 'h1' : 'p';
  return (
    <div class="empty">
      <Icon of={Info} />
      <What class="empty-what">{props.what}</What>
      {props.todo && <p class="quiet">{props.todo}</p>}
      {props.children}
    </div>
  );
}

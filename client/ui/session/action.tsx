import type { IconNode } from 'lucide';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';

type Props = {
  readonly icon: IconNode;
  readonly word: string;
  readonly main?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
};

/** One of the things that can be done with a booking. */
export function Action({ icon, word, main, disabled, onClick }: Props): JSX.Element {
  return (
    <button type="button" class={main ? 'button main' : 'button'} disabled={disabled} onClick={onClick}>
      <Icon of={icon} />
      <span>{word}</span>
    </button>
  );
}

import type { JSX } from 'preact';
import { deskWords } from '../texts/desk-words.ts';

const WAYS = ['sign-on', 'password'] as const;
export type Way = (typeof WAYS)[number];

type Props = { readonly way: Way; readonly onChoose: (way: Way) => void };

/** How somebody new comes in, where the organisation has a sign-on of its own. */
export function WayChoice({ way, onChoose }: Props): JSX.Element {
  const words = deskWords().people;
  return (
    <fieldset class="options">
      <legend>{words.way}</legend>
      {WAYS.map((one) => (
        <label key={one} class="option">
          <input type="radio" name="way" checked={way === one} onChange={() => onChoose(one)} />
          <span>
            <b>{words.ways[one].name}</b>
            <span class="quiet">{words.ways[one].note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

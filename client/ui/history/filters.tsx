import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ActorId, DeviceId, Instant, SessionId } from '../../../shared/log/ids.ts';
import type { HistoryChoices } from '../../view/history-choices.ts';
import type { HistoryFilter, HistoryKind } from '../../view/history-filter.ts';
import { TextField } from '../parts/text-field.tsx';
import { momentOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { instantTyped, localTime } from '../today/local-time.ts';

/** The log is read anew for another filter: not at each letter. In milliseconds. */
const TYPING_PAUSE = 250;

type Props = {
  readonly filter: HistoryFilter;
  readonly choices: HistoryChoices;
  /** Whose history it is, where that is one device's. */
  readonly ownDevice: DeviceId | undefined;
  readonly onFilter: (filter: HistoryFilter) => void;
};

/** What of a history is shown. What there is only one of is not asked for. */
export function Filters({ filter, choices, ownDevice, onFilter }: Props): JSX.Element {
  const words = historyWords();
  const change = (change: { [K in keyof HistoryFilter]: HistoryFilter[K] | undefined }): void =>
    onFilter(
      Object.fromEntries(
        Object.entries({ ...filter, ...change }).filter(([, value]) => value),
      ) as HistoryFilter,
    );
  const [guest, setGuest] = useState('');
  useEffect(() => setGuest(filter.guest ?? ''), [filter.guest]);
  useEffect(() => {
    if (guest === (filter.guest ?? '')) return;
    const typed = setTimeout(() => change({ guest }), TYPING_PAUSE);
    return () => clearTimeout(typed);
  }, [guest, filter]);
  const clear = (): void => {
    setGuest('');
    onFilter({});
  };
  return (
    <details class="sought">
      <summary class="quiet-button">{words.find}</summary>
      <div class="filter-fields">
        <TextField label={words.guest} value={guest} onValue={setGuest} autocomplete="off" />
        <Choice
          label={words.kind}
          value={filter.kind}
          of={choices.kinds.map((id) => ({ id, name: words.kinds[id] }))}
          onChoose={(kind) => change({ kind: kind as HistoryKind })}
        />
        <Choice
          label={words.session}
          value={filter.sessionId}
          of={choices.sessions.map(({ id, title, startsAt }) => ({
            ...{ id, name: startsAt ? `${title} · ${momentOf(startsAt)}` : title },
          }))}
          onChoose={(id) => change({ sessionId: id as SessionId })}
        />
        <Choice
          label={words.person}
          value={filter.actorId}
          of={choices.people}
          onChoose={(id) => change({ actorId: id as ActorId })}
        />
        <Choice
          label={words.device}
          value={filter.deviceId}
          of={choices.devices.map((id) => ({ id, name: nameOfDevice(id, ownDevice) }))}
          onChoose={(id) => change({ deviceId: id as DeviceId })}
        />
        <Time label={words.from} at={filter.from} onTime={(from) => change({ from })} />
        <Time label={words.before} at={filter.before} onTime={(before) => change({ before })} />
      </div>
      {Object.keys(filter).length > 0 && (
        <button type="button" class="quiet-button" onClick={clear}>
          {words.clear}
        </button>
      )}
    </details>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly of: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (id: string | undefined) => void;
};

function Choice({ label, value, of, onChoose }: ChoiceProps): JSX.Element | null {
  if (of.length < 2 && !value) return null;
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose(event.currentTarget.value || undefined)}>
        <option value="">{historyWords().any}</option>
        {of.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

type TimeProps = {
  readonly label: string;
  readonly at: Instant | undefined;
  readonly onTime: (at: Instant | undefined) => void;
};

function Time({ label, at, onTime }: TimeProps): JSX.Element {
  return (
    <TextField
      type="datetime-local"
      label={label}
      value={at ? localTime(new Date(at)) : ''}
      onValue={(text) => onTime(instantTyped(text))}
    />
  );
}

function nameOfDevice(id: DeviceId, own: DeviceId | undefined): string {
  return id === own ? laterWords().history.thisDevice : `${laterWords().history.device} ${id.slice(0, 8)}`;
}

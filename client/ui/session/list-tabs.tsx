import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { SessionHead } from '../../view/session.ts';
import type { ListName } from '../../view/session-lists.ts';
import { laterWords } from '../texts/later-words.ts';

const LISTS: readonly ListName[] = ['bookings', 'waitlist', 'check-in'];

type TabsProps = {
  readonly head: SessionHead;
  readonly list: ListName;
  readonly onChoose: (list: ListName) => void;
};

/** Tabs as the keyboard knows them: one stop, arrows move along. Each list keeps its place. */
export function ListTabs({ head, list, onChoose }: TabsProps): JSX.Element {
  const { session } = laterWords();
  const tabs = useRef<HTMLDivElement>(null);
  const places = useRef<Partial<Record<ListName, number>>>({});
  const words: Record<ListName, string> = {
    bookings: session.tab(session.bookings, head.counts.bookings),
    waitlist: session.tab(session.waitlist, head.counts.waitlist),
    'check-in': session.tab(session.checkIn, head.counts.toArrive),
  };
  const choose = (next: ListName): void => {
    const pane = scroller(tabs.current);
    places.current[list] = pane?.scrollTop ?? 0;
    onChoose(next);
    requestAnimationFrame(() => pane?.scrollTo({ top: places.current[next] ?? pane.scrollTop }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = LISTS.at((LISTS.indexOf(list) + step) % LISTS.length) as ListName;
    choose(next);
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={session.tabs} ref={tabs} onKeyDown={onKeyDown}>
      {LISTS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === list}
          aria-controls="list-panel"
          tabIndex={name === list ? 0 : -1}
          onClick={() => choose(name)}
        >
          {words[name]}
        </button>
      ))}
    </div>
  );
}

/** On wide screens the pane scrolls, on phones the page does. */
function scroller(from: Element | null): Element | null {
  const pane = from?.closest('.pane') ?? null;
  return pane && pane.scrollHeight > pane.clientHeight ? pane : document.scrollingElement;
}

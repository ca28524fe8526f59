import { CalendarDays, ClipboardList, History, type IconNode, Inbox, Smartphone } from 'lucide';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { Board } from '../today/board.tsx';
import { useArrival } from './arriving.ts';
import { Banner } from './banner.tsx';
import { useDaybook } from './daybook.ts';
import { useKeptCount } from './kept-count.ts';
import {
  DeskList,
  DeviceScreen,
  DevicesScreen,
  FiguresScreen,
  HistoryScreen,
  InboxDetail,
  InboxList,
  PeopleScreen,
  PlanningScreen,
  QuarantineScreen,
  SessionHistory,
  SessionScreen,
  SettingsScreen,
  TicketScreen,
} from './later.tsx';
import { NoticeLine } from './notice-line.tsx';
import { useMayAsk } from './permitted.ts';
import { type DeskPart, pathTo, type Route, route } from './routes.ts';
import { StatusStrip } from './status-strip.tsx';

/**
 * The frame of every screen.
 *
 *   phone   strip / screen / bar of places          the chosen thing covers the list
 *   ≥ 900   rail of places | list | chosen thing    the address names both
 */
export function Shell(): JSX.Element {
  const { list, chosen } = screens(route.value);
  useArrival(list.name, chosen?.key);
  const which = chosen ? 'has-chosen' : list.alone ? 'alone' : 'list-only';
  return (
    <div class={`shell ${which}`}>
      <a class="skip" href="#content">
        {t().shell.skip}
      </a>
      <StatusStrip />
      <Places current={route.value.place} />
      <main id="content" tabIndex={-1}>
        <Banner />
        <div class="panes">
          <section key={list.name} class="pane list" aria-label={list.name}>
            {list.screen}
          </section>
          {!list.alone && (
            <section
              key={chosen?.key}
              id="chosen"
              tabIndex={-1}
              class="pane chosen"
              aria-label={chosen ? chosen.name : t().shell.nothingChosen}
            >
              {chosen ? chosen.screen : <p class="choose quiet">{list.choose}</p>}
            </section>
          )}
        </div>
      </main>
      <NoticeLine />
    </div>
  );
}

type Screens = {
  readonly list: {
    readonly name: string;
    readonly screen: JSX.Element;
    readonly alone?: boolean;
    readonly choose?: string;
  };
  /** What is chosen begins at its top: `key` tells one from the next. */
  readonly chosen?: { readonly name: string; readonly key: string; readonly screen: JSX.Element };
};

function screens(at: Route): Screens {
  const { today, inbox, history, device, choose, chooseGuest } = t().shell;
  switch (at.place) {
    case 'today': {
      const list = { name: today, screen: <Board chosen={at.sessionId} />, choose };
      if (!at.sessionId) return { list };
      const { sessionId, moment, ticket } = at;
      return {
        list,
        chosen: {
          name: t().shell.chosenSession,
          key: `${sessionId}/${ticket ?? (moment ? 'moment' : at.history && 'history')}`,
          screen: ticket ? (
            <TicketScreen sessionId={sessionId} reservation={ticket} />
          ) : at.history ? (
            <SessionHistory sessionId={sessionId} moment={moment} />
          ) : (
            <SessionScreen sessionId={sessionId} />
          ),
        },
      };
    }
    case 'inbox': {
      const list = { name: inbox, screen: <InboxList chosen={at.row} />, choose: chooseGuest };
      if (!at.row) return { list };
      return {
        list,
        chosen: { name: t().shell.chosenGuest, key: at.row, screen: <InboxDetail row={at.row} /> },
      };
    }
    case 'history':
      return { list: { name: history, screen: <HistoryScreen />, alone: true } };
    case 'device':
      return { list: { name: device, screen: <DeviceScreen />, alone: true } };
    case 'desk': {
      const { title, choose: choosePart, parts } = t().desk;
      const list = { name: title, screen: <DeskList chosen={at.part} />, choose: choosePart };
      if (!at.part) return { list };
      const Screen = DESK_SCREENS[at.part];
      return { list, chosen: { name: parts[at.part], key: at.part, screen: <Screen /> } };
    }
    case 'unknown':
      return { list: { name: today, screen: <NotFound />, alone: true } };
  }
}

const DESK_SCREENS = {
  sessions: PlanningScreen,
  figures: FiguresScreen,
  people: PeopleScreen,
  devices: DevicesScreen,
  quarantine: QuarantineScreen,
  settings: SettingsScreen,
} as const satisfies Record<DeskPart, unknown>;

function Places({ current }: { readonly current: Route['place'] }): JSX.Element {
  const inbox = useDaybook().status.value?.inbox ?? 0;
  const mayAsk = useMayAsk();
  const kept = useKeptCount();
  const { shell, desk } = t();
  return (
    <nav class="places" aria-label={shell.places}>
      <p class="app-name" aria-hidden="true">
        {t().name}
      </p>
      <Place to={pathTo.today} icon={CalendarDays} word={shell.today} here={current === 'today'} />
      <Place
        to={pathTo.inbox()}
        icon={Inbox}
        word={shell.inbox}
        here={current === 'inbox'}
        count={inbox}
        counted={shell.inboxCount(inbox)}
      />
      <Place to={pathTo.history} icon={History} word={shell.history} here={current === 'history'} />
      <Place to={pathTo.device} icon={Smartphone} word={shell.device} here={current === 'device'} />
      {mayAsk('GET quarantine') && (
        <Place
          to={pathTo.desk()}
          icon={ClipboardList}
          word={desk.title}
          here={current === 'desk'}
          count={kept}
          counted={desk.waiting(kept)}
          wide
        />
      )}
    </nav>
  );
}

type PlaceProps = {
  readonly to: string;
  readonly icon: IconNode;
  readonly word: string;
  readonly here: boolean;
  readonly count?: number;
  /** What the number is of. */
  readonly counted?: string;
  /** On wide screens alone: the bar of a phone has room for four. */
  readonly wide?: boolean;
};

function Place({ to, icon, word, here, count = 0, counted, wide }: PlaceProps): JSX.Element {
  return (
    <a class={wide ? 'place wide-only' : 'place'} href={to} aria-current={here ? 'page' : undefined}>
      <span class="place-sign">
        <Icon of={icon} />
        {count > 0 && <span class="count">{t().number(count)}</span>}
      </span>
      <span>{word}</span>
      {count > 0 && <span class="unseen">{counted}</span>}
    </a>
  );
}

function NotFound(): JSX.Element {
  return (
    <div class="empty">
      <h1 class="empty-what">{t().shell.notFound}</h1>
      <p class="quiet">{t().shell.notFoundTodo}</p>
      <a class="button" href={pathTo.today}>
        {t().shell.today}
      </a>
    </div>
  );
}

import { computed, signal } from '@preact/signals';
import type { ReservationId, SessionId } from '../../../shared/log/ids.ts';

/** Every place has an address, so that it can be opened, shared and gone back to. */
export type Route =
  | {
      readonly place: 'today';
      readonly sessionId?: SessionId;
      readonly history?: true;
      readonly moment?: string;
      readonly ticket?: ReservationId;
    }
  | { readonly place: 'inbox'; readonly row?: string }
  | { readonly place: 'history' }
  | { readonly place: 'device' }
  | { readonly place: 'desk'; readonly part?: DeskPart }
  | { readonly place: 'unknown' };

export const DESK_PARTS = ['sessions', 'figures', 'people', 'devices', 'quarantine', 'settings'] as const;
export type DeskPart = (typeof DESK_PARTS)[number];

const path = signal(location.pathname);
export const route = computed(() => routeOf(path.value));

export function routeOf(pathname: string): Route {
  const [place, id, more, which] = partsOf(pathname);
  if (place === undefined) return { place: 'today' };
  if (place === 'session' && id && (more === undefined || more === 'history'))
    return {
      place: 'today',
      sessionId: id as SessionId,
      ...(more && { history: true, ...(which && { moment: which }) }),
    };
  if (place === 'session' && id && more === 'ticket' && which)
    return { place: 'today', sessionId: id as SessionId, ticket: which as ReservationId };
  if (place === 'inbox') return { place: 'inbox', ...(id && { row: id }) };
  if ((place === 'history' || place === 'device') && !id) return { place };
  if (place === 'desk' && more === undefined) {
    const part = DESK_PARTS.find((known) => known === id);
    if (part || !id) return { place, ...(part && { part }) };
  }
  return { place: 'unknown' };
}

/** What somebody typed may be no address at all: `/%`. */
function partsOf(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [pathname];
  }
}

export const pathTo = {
  today: '/',
  session: (id: string): string => `/session/${id}`,
  sessionHistory: (id: string): string => `/session/${id}/history`,
  /** The session as it was after one of its entries; after the last one without. */
  moment: (id: string, entry = 'last'): string => `/session/${id}/history/${entry}`,
  /** Printed on tickets as a code: it stays what it is. */
  ticket: (session: string, reservation?: string): string => `/session/${session}/ticket/${reservation}`,
  inbox: (row?: string): string => (row ? `/inbox/${encodeURIComponent(row)}` : '/inbox'),
  history: '/history',
  device: '/device',
  desk: (part?: DeskPart): string => (part ? `/desk/${part}` : '/desk'),
};

/** An open sheet has an entry of its own in the browser's history; going on from it takes that entry's place. */
export function navigate(to: string): void {
  if (history.state?.sheet) history.replaceState(null, '', to);
  else if (to !== path.peek()) history.pushState(null, '', to);
  path.value = to;
  scrollTo(0, 0);
}

/** Links work as links; only plain clicks within the app are answered here. */
export function followLinks(): void {
  if (history.state?.sheet) history.replaceState(null, '');
  addEventListener('popstate', () => {
    path.value = location.pathname;
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.download)
      return;
    if (link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    navigate(link.pathname);
  });
}

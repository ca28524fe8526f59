import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Route } from '../../client/ui/app/routes.ts';
import { screensWith } from '../e2e/support/every-screen.ts';
import { PREVIEWED } from '../e2e/support/previewed-screens.ts';
import { placeOf } from '../preview/places.ts';

// Where the app has a place, the tests that go through all screens go there too.

type Routes = typeof import('../../client/ui/app/routes.ts');
let routes: Routes;

beforeAll(async () => {
  vi.stubGlobal('location', { pathname: '/' });
  routes = await import('../../client/ui/app/routes.ts');
});

/** All that there are: the compiler asks for a new one. */
const PLACES: Record<Route['place'], true> = {
  today: true,
  inbox: true,
  history: true,
  device: true,
  desk: true,
  unknown: true,
};

/** Two addresses of one kind show the same screen, of other things. */
function kindOf(path: string): string {
  const { place, ...more } = routes.routeOf(path);
  const part = 'part' in more ? [more.part] : Object.keys(more).sort();
  return [place, ...part].join(' ');
}

/** Of each that the app links to, with and without what may be named there. */
function kindsInTheApp({ pathTo, DESK_PARTS }: Routes): Set<string> {
  const named = ['one', ...DESK_PARTS, undefined] as never[];
  const paths = Object.values(pathTo).flatMap((to) =>
    typeof to === 'string' ? [to] : named.map((name) => to(name)),
  );
  return new Set(paths.map(kindOf));
}

const kindsOf = (paths: readonly string[]): Set<string> => new Set(paths.map(kindOf));
const missing = (seen: ReadonlySet<string>): string[] =>
  [...kindsInTheApp(routes)].filter((kind) => !seen.has(kind));

const walked = (): string[] => screensWith('/session/one').map(({ path }) => path);
const previewed = (): string[] =>
  PREVIEWED.map(({ at }) => new URLSearchParams(at))
    .filter((asked) => !asked.has('start') && !asked.has('died'))
    .map((asked) =>
      placeOf(asked.get('at') ?? '', { tulips: '1', bees: '2', drawing: '3', moths: '4', atTheDoor: '5' }),
    );

describe('every place of the app', () => {
  test('has a link to it', () => {
    const places = new Set([...kindsInTheApp(routes)].map((kind) => kind.split(' ')[0]));
    expect([...places].sort()).toEqual(Object.keys(PLACES).sort());
  });

  test('is looked at as it is built (every-screen.ts)', () => {
    expect(missing(kindsOf(walked()))).toEqual([]);
  });

  test('is looked at in the preview, small and large (previewed-screens.ts)', () => {
    expect(missing(kindsOf(previewed()))).toEqual([]);
  });

  test.each([['/desk/people'], ['/session/one/history'], ['/inbox/gone'], ['/nowhere']])(
    'negative control: without a line for %s one is missing',
    (path) => {
      const rest = walked().filter((one) => kindOf(one) !== kindOf(path));
      expect(missing(kindsOf(rest))).toEqual([kindOf(path)]);
    },
  );
});

test.each(['/%', '/session/%E0%A4%A', '/inbox/%', '//%/'])('%s is no address, and no place', (path) => {
  expect(routes.routeOf(path)).toEqual({ place: 'unknown' });
});

test('what is named in an address is read as it was written', () => {
  expect(routes.routeOf(routes.pathTo.inbox('a/b %'))).toEqual({ place: 'inbox', row: 'a/b %' });
});

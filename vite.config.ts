import preact from '@preact/preset-vite';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const API = process.env.DAYBOOK_API ?? 'http://127.0.0.1:8787';

const RECOVERY = 'client/recovery/recovery.html';

/** `/recovery.html` stands beside the app, which it does without. */
function recoveryPage(): Plugin {
  return {
    name: 'recovery-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle[RECOVERY];
      if (page) page.fileName = 'recovery.html';
    },
    configureServer({ middlewares }) {
      middlewares.use((request, _, next) => {
        if (request.url === '/recovery.html') request.url = `/${RECOVERY}`;
        next();
      });
    },
  };
}

/**
 * Whoever comes first fetches every file twice, for the page and to keep it, and a file takes ten to fifteen
 * milliseconds of the processor whatever its size: what the first screen needs is one, the screens after it another, a
 * desk's a third. What few ever see, a chart or the other language, stays by itself (.ci/budget.ts looks).
 */
const CHUNKS: Rolldown.OutputOptions = {
  codeSplitting: {
    groups: [
      { name: 'lock-rules', test: /[/]client[/]ui[/]lock[/](lock-rules|pin-hash)[.]ts$/, priority: 5 },
      { name: 'app', test: /^(?!.*[/]client[/]recovery[/])/, tags: ['$initial'], priority: 4 },
      // What guests are told in Korean is there in either language.
      { name: 'korean', test: /[/]client[/]ui[/]texts[/]ko[/](korean|ko-guest)[.]ts$/, priority: 3 },
      {
        name: 'screens',
        test: /[/]client[/]ui[/](app|booking|device|history|inbox|lock|parts|session|ticket|today)[/]/,
        priority: 2,
      },
      {
        name: 'desk',
        test: /[/]client[/]ui[/](desk|hand-over|planning)[/](?!figures|chart)/,
        priority: 1,
      },
    ],
  },
};

export default defineConfig({
  publicDir: 'client/public',
  plugins: [
    preact(),
    recoveryPage(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'client/worker',
      filename: 'service-worker.ts',
      // The page registers the service worker itself: an injected script would be inline.
      injectRegister: null,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'] },
      manifest: {
        id: '/',
        name: 'Daybook',
        short_name: 'Daybook',
        description: 'A booking register that keeps working without a network.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f7f3ea',
        theme_color: '#1b2440',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // What only a bundler reads is no use to a browser, and weighs.
        comments: { annotation: false },
        codeSplitting: {
          groups: [
            { name: 'worker', tags: ['$initial'], priority: 3 },
            { name: 'door', test: /[/]client[/]worker[/](enrolment|signing-in)/, priority: 2 },
            { name: 'now-and-then', test: /[/]client[/]worker[/](desk[/]|hand-over[/]|past)/, priority: 1 },
          ],
        },
      },
    },
  },
  build: {
    target: 'es2023',
    manifest: true,
    // The policy for scripts allows no data: addresses, and small files cost little over one connection.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', RECOVERY], output: CHUNKS },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: API, ws: true } } },
});

import { render } from 'preact';
import { version } from '../package.json';
import { askForBackgroundSync } from './page/background-sync.ts';
import { clockSkew } from './page/clock.ts';
import { leaveWhenPutAway } from './page/put-away.ts';
import { registerServiceWorker } from './page/service-worker.ts';
import { appBytes, protectStorage, storageState } from './page/storage.ts';
import { trustOwnScripts } from './page/trusted-types.ts';
import { tellWindowNews } from './page/window-news.ts';
import { openWorkerDoor } from './page/worker-door.ts';
import './styles/styles.css';
import { App } from './ui/app/app.tsx';
import { noticeTouches } from './ui/app/at-work.ts';
import { showLanguage } from './ui/app/language.ts';
import { fetchTheRest } from './ui/app/later.tsx';
import { followLinks } from './ui/app/routes.ts';
import { showTheme } from './ui/app/theme.ts';

// The page's composition root: the worker, the service worker, the window, and the screens in front of them.

trustOwnScripts();
const door = openWorkerDoor();
const update = registerServiceWorker(() => {
  door.api
    .peek()
    .syncNow()
    .catch(() => undefined);
});

showTheme();
followLinks();
noticeTouches();
tellWindowNews(() => door.api.peek());
leaveWhenPutAway();
protectStorage().catch(() => false);

// Waiting for the words at the top of this file would have every part that later screens share built apart from it.
void showLanguage().then(showApp);

function showApp(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  render(
    <App
      page={{
        api: door.api,
        workerDied: door.died,
        restartWorker: door.restart,
        updateReady: update.updateReady,
        putInUpdate: update.putIn,
        lookForUpdate: update.lookForUpdate,
        version,
        sendLater: () => void askForBackgroundSync().catch(() => undefined),
        storage: storageState,
        appBytes,
        protectStorage,
        clockSkew,
      }}
    />,
    root,
  );
  fetchTheRest();
}

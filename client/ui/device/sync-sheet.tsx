import type { JSX } from 'preact';
import { useView } from '../app/live-view.ts';
import { Sheet } from '../parts/sheet.tsx';
import { laterWords } from '../texts/later-words.ts';
import { SyncPanel } from './sync-panel.tsx';

export function SyncSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const view = useView({ view: 'device' }).value;
  return (
    <Sheet title={laterWords().sync.title} onClose={onClose}>
      <div class="sheet-body">{view && <SyncPanel view={view} />}</div>
    </Sheet>
  );
}

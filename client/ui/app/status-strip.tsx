import { ArrowDownToLine, Check, CloudOff, type IconNode, RefreshCw, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { StatusHead } from '../../view/status.ts';
import { Icon } from '../parts/icon.tsx';
import { momentOf, spanOf } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { useDaybook } from './daybook.ts';
import { useClockWatch, useWrongClock } from './device-clock.ts';
import { SyncSheet } from './later.tsx';

/** "Saved on this device · 3 to send · last sent 14:05": on every screen, and the way to the sync panel. */
export function StatusStrip(): JSX.Element {
  const status = useDaybook().status.value;
  const [open, setOpen] = useState(false);
  useClockWatch();
  const off = useWrongClock();
  const { icon, tone } = toneOf(status, off !== undefined);
  return (
    <header class={`strip ${tone}`}>
      {/* Around the button: what a status says is no part of the name of what it stands in. */}
      <div role="status">
        <button type="button" class="strip-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Icon of={icon} small />
          <span class="strip-words">
            {(status ? sentence(status, off) : [t().strip.starting]).map((part, index, all) => (
              <span key={index}>
                {part}
                {index < all.length - 1 && ' · '}
              </span>
            ))}
          </span>
        </button>
      </div>
      {open && <SyncSheet onClose={() => setOpen(false)} />}
    </header>
  );
}

/** The parts of the sentence; a line breaks between them only. */
function sentence(status: StatusHead, clockOff: number | undefined): string[] {
  const { strip } = t();
  const parts = headline(status);
  if (status.toSend > 0) parts.push(strip.toSend(status.toSend));
  if (status.toDecide > 0) parts.push(strip.toDecide(status.toDecide));
  if (status.toSend === 0 && status.toDecide === 0) parts.push(strip.nothingToSend);
  parts.push(status.lastSentAt ? strip.lastSent(momentOf(status.lastSentAt)) : strip.neverSent);
  if (clockOff !== undefined)
    parts.push(clockOff > 0 ? strip.clockAhead(spanOf(clockOff)) : strip.clockBehind(spanOf(-clockOff)));
  return parts;
}

/** Offline is normal and calm, and what was saved is saved; a failed sync is something else (rule 2). */
function headline({ state, progress }: StatusHead): string[] {
  const { strip, number } = t();
  if (progress) {
    const say = progress.what === 'download' ? strip.downloading : strip.replaying;
    return [say(number(progress.done), number(progress.of))];
  }
  switch (state) {
    case 'starting':
      return [strip.starting];
    case 'idle':
    case 'syncing':
      return [strip.saved];
    case 'offline':
      return [strip.saved, strip.offline];
    case 'failing':
      return [strip.saved, strip.failing];
    case 'sign-in':
      return [strip.saved, strip.signIn];
    case 'cut-off':
      return [strip.saved, strip.cutOff];
    case 'update-app':
      return [strip.saved, strip.updateApp];
    case 'storage':
      return [strip.storage];
  }
}

type Tone = { readonly icon: IconNode; readonly tone: string };

/** A clock that is wrong is something to do, in reach or not. */
function toneOf(status: StatusHead | undefined, isClockOff: boolean): Tone {
  if (!status || status.progress) return { icon: ArrowDownToLine, tone: 'calm' };
  if (isClockOff) return { icon: TriangleAlert, tone: 'failing' };
  switch (status.state) {
    case 'offline':
      return { icon: CloudOff, tone: 'calm' };
    case 'syncing':
      return { icon: RefreshCw, tone: 'calm' };
    case 'failing':
    case 'sign-in':
    case 'cut-off':
    case 'update-app':
    case 'storage':
      return { icon: TriangleAlert, tone: 'failing' };
    case 'starting':
    case 'idle':
      return { icon: Check, tone: 'calm' };
  }
}

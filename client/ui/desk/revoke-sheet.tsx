import type { JSX } from 'preact';
import { useDaybook } from '../app/daybook.ts';
import { say } from '../app/notices.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { useAsking } from './asking.ts';
import { SheetForm } from './sheet-form.tsx';
import type { ManagedDevice } from './shown.ts';

type Props = { readonly device: ManagedDevice; readonly onChanged: () => void; readonly onClose: () => void };

/** Says what ends, what stays, and where goes what the device has not sent. */
export function RevokeSheet({ device, onChanged, onClose }: Props): JSX.Element {
  const { status } = useDaybook();
  const { asking, trouble, ask } = useAsking();
  const { devices: words } = deskWords();
  const { name, person, commitsAccepted } = device;
  const revoke = async (): Promise<void> => {
    if (!(await ask('revoke', device.deviceId))) return;
    say(words.revoked(name));
    onChanged();
    closeSheet();
  };
  return (
    <Sheet title={words.revokeTitle(name)} onClose={onClose}>
      <SheetForm
        onSubmit={revoke}
        trouble={trouble}
        submit={{ label: words.revoke, asking, kind: 'danger' }}
        otherwise={{ label: words.keep, onClick: closeSheet }}
      >
        {device.current && (
          <p class="trouble">
            <b>{words.revokeOwn(status.value?.toSend ?? 0)}</b>
          </p>
        )}
        <p>{words.revokeWhat(person ?? name)}</p>
        <p>{words.revokeStays(commitsAccepted)}</p>
        <p>{words.revokeUnsent}</p>
        <p class="quiet">{words.revokeBack}</p>
      </SheetForm>
    </Sheet>
  );
}

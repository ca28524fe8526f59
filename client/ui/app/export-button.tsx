import { Download } from 'lucide';
import type { JSX } from 'preact';
import { useExport } from '../device/export-unsent.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';

/** In a banner that names what is not sent: a way to keep it outside of this device (rule 11). */
export function ExportUnsent(): JSX.Element {
  const exportUnsent = useExport();
  return (
    <button type="button" class="button" onClick={() => void exportUnsent()}>
      <Icon of={Download} />
      <span>{t().banner.export}</span>
    </button>
  );
}

import type { IconNode } from 'lucide';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

type Props = { readonly icon: IconNode; readonly label: string; readonly onFile: (file: File) => void };

/** Has the person choose a file; the browser's own field for that looks different everywhere. */
export function FileButton({ icon, label, onFile }: Props): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        <Icon of={icon} />
        <span>{label}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file may be chosen again.
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}

import { FileInput } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { FileButton } from '../parts/file-button.tsx';
import { planningWords } from '../texts/planning-words.ts';
import { TakeSheet } from './take-sheet.tsx';

/** Sessions from a spreadsheet's table. */
export function TakePart(): JSX.Element {
  const [file, setFile] = useState<File>();
  const words = planningWords().take;
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      <FileButton icon={FileInput} label={words.choose} onFile={setFile} />
      {file && <TakeSheet file={file} onClose={() => setFile(undefined)} />}
    </section>
  );
}

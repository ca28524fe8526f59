import { enHandOver, type HandOverTexts } from './en/en-hand-over.ts';
import { translation } from './texts.ts';

/** The words of handing work over, in the language in use. */
export function handOverWords(): HandOverTexts {
  return translation.value?.handOver ?? enHandOver;
}

import { enField, type FieldTexts } from './en/en-field.ts';
import { translation } from './texts.ts';

/** The words of what is done with seats in the field, in the language in use. */
export function fieldWords(): FieldTexts {
  return translation.value?.field ?? enField;
}

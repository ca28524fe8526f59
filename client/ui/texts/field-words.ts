import { enField, type FieldTexts } from './en-field.ts';

/** The words of what is done with seats in the field, in the language in use. */
export function fieldWords(): FieldTexts {
  return enField;
}

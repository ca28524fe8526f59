import { enPlanning, type PlanningTexts } from './en/en-planning.ts';
import { translation } from './texts.ts';

/** The words of tables and calendars, in the language in use. */
export function planningWords(): PlanningTexts {
  return translation.value?.planning ?? enPlanning;
}

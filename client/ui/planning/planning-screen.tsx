import type { JSX } from 'preact';
import { useMay } from '../app/permitted.ts';
import { DeskHead } from '../desk/desk-head.tsx';
import { GivePart } from './give-part.tsx';
import { TakePart } from './take-part.tsx';

/** A season's sessions at once: in from a table, and out as tables and calendars. */
export function PlanningScreen(): JSX.Element {
  const may = useMay();
  return (
    <div class="desk">
      <DeskHead part="sessions" />
      {may('ScheduleSession') && <TakePart />}
      <GivePart />
    </div>
  );
}

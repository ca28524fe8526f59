import { CalendarPlus, type IconNode, Table } from 'lucide';
import type { JSX } from 'preact';
import type { Query, ViewOf } from '../../view/query.ts';
import { useDaybook } from '../app/daybook.ts';
import { alarm, say } from '../app/notices.ts';
import { viewOnce } from '../app/view-once.ts';
import { saveCalendar, sessionEntry } from '../files/calendar-entries.ts';
import { saveFile, stampOf } from '../files/save-file.ts';
import { Icon } from '../parts/icon.tsx';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { bookingTable, sessionTable } from './tables.ts';

/** All sessions and bookings as files for a spreadsheet or a calendar, as this device has them. */
export function GivePart(): JSX.Element {
  const { page } = useDaybook();
  const words = planningWords().give;
  const give = async <Q extends Query>(query: Q, save: (view: ViewOf<Q>) => number): Promise<void> => {
    try {
      say(words.given(save(await viewOnce(page.api.peek(), query))));
    } catch {
      alarm(t().said.failed);
    }
  };
  const named = (what: string): string => `daybook-${what}-${stampOf(new Date().toISOString())}`;
  const saveTable = (what: string, text: string): void =>
    saveFile({ name: `${named(what)}.csv`, type: 'text/csv;charset=utf-8', text });
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      <div class="sync-actions">
        <Give
          icon={Table}
          label={words.sessions}
          onGive={() =>
            give({ view: 'planning' }, ({ rows }) => {
              saveTable('sessions', sessionTable(rows));
              return rows.length;
            })
          }
        />
        <Give
          icon={Table}
          label={words.bookings}
          onGive={() =>
            give({ view: 'all-bookings' }, ({ rows }) => {
              saveTable('bookings', bookingTable(rows));
              return rows.length;
            })
          }
        />
        <Give
          icon={CalendarPlus}
          label={words.calendar}
          onGive={() =>
            give({ view: 'planning' }, ({ rows }) => {
              const entries = rows.map((row) => sessionEntry(row.key, row));
              saveCalendar(named('calendar'), entries);
              return entries.length;
            })
          }
        />
      </div>
      <p class="quiet">{words.private}</p>
    </section>
  );
}

type GiveProps = {
  readonly icon: IconNode;
  readonly label: string;
  readonly onGive: () => Promise<void>;
};

function Give({ icon, label, onGive }: GiveProps): JSX.Element {
  return (
    <button type="button" class="button" onClick={() => void onGive()}>
      <Icon of={icon} />
      <span>{label}</span>
    </button>
  );
}

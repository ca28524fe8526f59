import {
  CalendarDays,
  ChartColumn,
  type IconNode,
  Settings,
  ShieldAlert,
  TabletSmartphone,
  Users,
} from 'lucide';
import type { JSX } from 'preact';
import { useKeptCount } from '../app/kept-count.ts';
import { useMayAsk } from '../app/permitted.ts';
import { type DeskPart, pathTo } from '../app/routes.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';

/** What somebody of this role can look after, or look at. */
export function DeskPlaces({ chosen }: { readonly chosen: DeskPart | undefined }): JSX.Element {
  const mayAsk = useMayAsk();
  const kept = useKeptCount();
  const hasAccounts = useSignInWays() !== undefined || mayAsk('POST members');
  return (
    <ul class="lines">
      <Place icon={CalendarDays} part="sessions" chosen={chosen} />
      <Place icon={ChartColumn} part="figures" chosen={chosen} />
      {hasAccounts && <Place icon={Users} part="people" chosen={chosen} />}
      <Place icon={TabletSmartphone} part="devices" chosen={chosen} />
      {mayAsk('GET quarantine') && (
        <Place
          icon={ShieldAlert}
          part="quarantine"
          chosen={chosen}
          news={kept > 0 ? t().desk.waiting(kept) : undefined}
        />
      )}
      {mayAsk('GET quarantine') && <Place icon={Settings} part="settings" chosen={chosen} />}
    </ul>
  );
}

type PlaceProps = {
  readonly icon: IconNode;
  readonly part: DeskPart;
  readonly chosen: DeskPart | undefined;
  readonly news?: string | undefined;
};

function Place({ icon, part, chosen, news }: PlaceProps): JSX.Element {
  const words = deskWords()[part];
  return (
    <li class="line">
      <a
        class="line-main desk-place"
        href={pathTo.desk(part)}
        aria-current={part === chosen ? 'true' : undefined}
      >
        <Icon of={icon} />
        <span>
          <span class="line-name">{t().desk.parts[part]}</span>
          <span class="quiet">{words.about}</span>
          {news && <Sign state="to-decide">{news}</Sign>}
        </span>
      </a>
    </li>
  );
}

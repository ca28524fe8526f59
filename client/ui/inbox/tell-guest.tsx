import type { IconNode } from 'lucide';
import { Mail, MessageCircle, Phone, Share2 } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { InboxRow } from '../../view/inbox-row.ts';
import { say } from '../app/notices.ts';
import { useSubmit } from '../app/submitting.ts';
import { languageFor } from '../booking/guest-language.ts';
import { Icon } from '../parts/icon.tsx';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { guestWords } from '../texts/guest-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { LanguageOfGuest } from './language-of-guest.tsx';
import { wordsFor } from './words-for-guest.ts';

const MEANS = ['phone', 'message', 'mail', 'in-person', 'other'] as const;
type Means = (typeof MEANS)[number];
const OUTCOMES = ['told', 'no-answer', 'unreachable'] as const;
const NOTE_LIMIT = 2000;

/** Call or message from here, then write down how it went: until then the guest stays in the inbox (rule 9). */
export function TellGuest({ row }: { readonly row: InboxRow }): JSX.Element {
  const words = laterWords().tell;
  const [means, setMeans] = useState<Means>(
    row.guest?.phone ? 'phone' : row.guest?.mail ? 'mail' : 'in-person',
  );
  const [note, setNote] = useState('');
  const [language, setLanguage] = useState(() => languageFor(row.guest));
  const toSay = wordsFor(row, guestWords[language]);
  const { saving, trouble, submit } = useSubmit();
  const log = async (outcome: (typeof OUTCOMES)[number]): Promise<void> => {
    if (!row.session || !row.reservationId) return;
    const { reservationId } = row;
    const how = { means, outcome, ...(note.trim() && { note: note.trim() }) };
    for (const { sessionId, about } of [
      { sessionId: row.session.id, about: row.about },
      ...row.aboutElsewhere,
    ])
      if (!(await submit({ type: 'LogContact', sessionId, reservationId, about: [...about], ...how })))
        return;
    say(t().said.told(row.guest?.name ?? laterWords().noName));
    closeSheet();
  };
  return (
    <div class="sheet-body">
      <section class="to-say">
        <h3>{words.say}</h3>
        <p lang={language}>{toSay}</p>
        <LanguageOfGuest language={language} onChoose={setLanguage} />
      </section>
      <Reach row={row} toSay={toSay} onUse={setMeans} />
      <fieldset class="choice">
        <legend>{words.means}</legend>
        {MEANS.map((code) => (
          <label key={code}>
            <input type="radio" name="means" checked={means === code} onChange={() => setMeans(code)} />
            <span>{words.meansOf[code]}</span>
          </label>
        ))}
      </fieldset>
      <TextField label={words.note} maxLength={NOTE_LIMIT} value={note} onValue={setNote} />
      <Trouble text={trouble} />
      <h3>{words.how}</h3>
      <div class="how-it-went">
        <button type="button" class="button main" disabled={saving} onClick={() => log('told')}>
          {words.told}
        </button>
        <button type="button" class="button" disabled={saving} onClick={() => log('no-answer')}>
          {words.noAnswer}
        </button>
        <button type="button" class="button" disabled={saving} onClick={() => log('unreachable')}>
          {words.unreachable}
        </button>
      </div>
      <p class="quiet">{words.stays}</p>
    </div>
  );
}

type ReachProps = {
  readonly row: InboxRow;
  readonly toSay: string;
  readonly onUse: (means: Means) => void;
};

function Reach({ row, toSay, onUse }: ReachProps): JSX.Element {
  const { reservation, tell } = laterWords();
  const phone = row.guest?.phone;
  const mail = row.guest?.mail;
  const body = encodeURIComponent(toSay);
  return (
    <div class="reach">
      {!phone && !mail && <p>{tell.noReach}</p>}
      {phone && (
        <Link
          icon={Phone}
          href={`tel:${phone}`}
          word={`${reservation.call} ${phone}`}
          onUse={() => onUse('phone')}
        />
      )}
      {phone && (
        <Link
          icon={MessageCircle}
          href={`sms:${phone}?body=${body}`}
          word={reservation.message}
          onUse={() => onUse('message')}
        />
      )}
      {mail && (
        <Link
          icon={Mail}
          href={`mailto:${mail}?subject=${encodeURIComponent(row.session?.title ?? '')}&body=${body}`}
          word={`${reservation.mail} ${mail}`}
          onUse={() => onUse('mail')}
        />
      )}
      {navigator.canShare?.({ text: toSay }) && (
        <button type="button" class="button" onClick={() => void share(toSay, () => onUse('message'))}>
          <Icon of={Share2} />
          <span>{tell.share}</span>
        </button>
      )}
    </div>
  );
}

/** Whatever the device can send it by. Put away again, nothing was sent. */
async function share(text: string, onSent: () => void): Promise<void> {
  await navigator.share({ text }).then(onSent, () => undefined);
}

type LinkProps = {
  readonly icon: IconNode;
  readonly href: string;
  readonly word: string;
  readonly onUse: () => void;
};

function Link({ icon, href, word, onUse }: LinkProps): JSX.Element {
  return (
    <a class="button" href={href} onClick={onUse}>
      <Icon of={icon} />
      <span>{word}</span>
    </a>
  );
}

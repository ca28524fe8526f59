import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Draft, Preview, Result } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { Sign } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

/** The sentence above the button: what would be promised now, and on which figures it stands (field-app rule 6). */
export function usePromise(draft: Draft | undefined): {
  readonly sentence: JSX.Element;
  /** The whole party would wait. */
  readonly waits: boolean;
  /** It would stand whatever else comes first. */
  readonly guaranteed: boolean;
  /** Not all of the party would get a seat, nor wait for one: the waitlist is the other choice. */
  readonly short: 'some' | 'refused' | undefined;
} {
  const { page, status } = useDaybook();
  const preview = useSignal<Preview | undefined>(undefined);
  const key = draft && JSON.stringify(draft);
  const asOf = status.value?.lastSuccessAt;
  useEffect(() => {
    let stale = false;
    if (!key) preview.value = undefined;
    else
      page.api
        .peek()
        .preview(JSON.parse(key) as Draft)
        .then(
          (next) => {
            if (!stale) preview.value = next;
          },
          () => undefined,
        );
    return () => {
      stale = true;
    };
  }, [key, asOf]);
  const now = preview.value;
  return {
    waits: now?.kind === 'would-save' && now.result.reservation?.outcome === 'waitlisted',
    guaranteed: now?.kind === 'would-save' && now.result.guaranteedUntil !== undefined,
    short: now && shortfallIn(now),
    sentence: (
      <div class="promise" role="status">
        {now && <Sentence preview={now} />}
      </div>
    ),
  };
}

function Sentence({ preview }: { readonly preview: Preview }): JSX.Element {
  switch (preview.kind) {
    case 'refused':
      return (
        <p class="trouble">
          {isFull(preview) ? laterWords().promise.wouldRefuse : laterWords().refusal(preview.refusal)}
        </p>
      );
    case 'nothing-to-do':
      return <p class="quiet">{laterWords().promise.nothing}</p>;
    case 'would-save':
      return (
        <>
          <p class="promise-what">{outcomeSentence(preview.result)}</p>
          <PromiseLine result={preview.result} />
        </>
      );
  }
}

function shortfallIn(preview: Preview): 'some' | 'refused' | undefined {
  if (isFull(preview)) return 'refused';
  if (preview.kind !== 'would-save' || !preview.result.reservation) return undefined;
  const { outcome, granted, wanted } = preview.result.reservation;
  return granted < wanted && outcome !== 'waitlisted' && outcome !== 'wanting-more' ? 'some' : undefined;
}

function isFull(preview: Preview): boolean {
  return preview.kind === 'refused' && preview.refusal.code === 'not-enough-seats';
}

/** "Guaranteed if sent by 14:30", or "Provisional: may be moved or waitlisted · on figures as of 09:10", before the tap
 * and on the receipt. */
export function PromiseLine({ result }: { readonly result: Result }): JSX.Element {
  const { promise } = laterWords();
  if (result.guaranteedUntil) {
    const words = fieldWords().promise;
    return (
      <p class="promise-line">
        <Sign state="guaranteed">{words.until(momentOf(result.guaranteedUntil))}</Sign>
        <span class="quiet">{words.fromOwn}</span>
      </p>
    );
  }
  return (
    <p class="promise-line">
      <Sign state="provisional">{promise.provisional}</Sign>
      <span class="quiet">{result.asOf ? promise.figures(momentOf(result.asOf)) : promise.noFigures}</span>
    </p>
  );
}

function outcomeSentence({ reservation }: Result): string {
  const { promise } = laterWords();
  if (!reservation) return '';
  const { outcome, granted, wanted, waitlistPlace } = reservation;
  if (outcome === 'waitlisted') return promise.willWait(waitlistPlace);
  if (outcome === 'wanting-more') return promise.willWantMore(granted, wanted);
  return granted < wanted ? promise.willGetSome(granted, wanted) : promise.willReserve(granted);
}

import type { ComponentChildren, JSX } from 'preact';
import { Trouble } from '../parts/sign.tsx';

type Props = {
  readonly onSubmit: () => Promise<void>;
  readonly trouble: string | undefined;
  /** Undefined where there is nothing to send. */
  readonly submit:
    | { readonly label: string; readonly asking: boolean; readonly kind: 'main' | 'danger' }
    | undefined;
  readonly otherwise?: { readonly label: string; readonly onClick: () => void };
  readonly children: ComponentChildren;
};

/** A form in a sheet that asks the server: what it is about, what stood in the way, and its buttons. */
export function SheetForm({ onSubmit, trouble, submit, otherwise, children }: Props): JSX.Element {
  return (
    <form
      class="sheet-body"
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
      noValidate
    >
      {children}
      <Trouble text={trouble} />
      <div class="sheet-foot">
        {submit && (
          <button type="submit" class={`button ${submit.kind}`} disabled={submit.asking}>
            {submit.label}
          </button>
        )}
        {otherwise && (
          <button type="button" class="quiet-button" onClick={otherwise.onClick}>
            {otherwise.label}
          </button>
        )}
      </div>
    </form>
  );
}

import { Component, type JSX } from 'preact';

type StillProps<R> = { readonly row: R; readonly draw: (row: R) => JSX.Element };

/** Draws a row again only when it has changed: a list is rendered at each step of a finger, its rows need not be. */
export class Still<R> extends Component<StillProps<R>> {
  override shouldComponentUpdate({ row, draw }: StillProps<R>): boolean {
    return row !== this.props.row || draw !== this.props.draw;
  }

  override render({ row, draw }: StillProps<R>): JSX.Element {
    return draw(row);
  }
}

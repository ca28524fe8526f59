/** Where a node can die by itself: the steps of an append, one after the other. */
export const POINTS = [
  'the snapshot begun',
  'judged, the row not taken',
  'the row taken',
  'written, not committed',
  'COMMIT on its way',
  'committed, nobody told',
] as const;
export type Point = (typeof POINTS)[number];

/** The environment of `node-with-points.ts`. */
export type PointSettings = {
  readonly DIE_AT?: Point;
  /** How often it passes the point before. */
  readonly DIE_SKIP?: string;
  /** A planted bug: it answers before it has committed. */
  readonly DIE_HASTY?: 'yes';
};

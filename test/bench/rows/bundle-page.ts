import { bundleRow } from '../bundle.ts';

export const row = bundleRow('page', 'what a browser fetches before the first screen: the page’s scripts');

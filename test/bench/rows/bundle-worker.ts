import { bundleRow } from '../bundle.ts';

export const row = bundleRow('worker', 'the worker’s script');

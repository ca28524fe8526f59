// The negative control of the soak: the real server, but something of every request is kept.
import { subscribe } from 'node:diagnostics_channel';

const KEPT_NUMBERS = 2_000;

const kept: number[][] = [];
subscribe('http.server.request.start', () => kept.push(Array.from({ length: KEPT_NUMBERS }, Math.random)));
await import('../../server/main.ts');

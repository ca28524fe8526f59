import { render } from 'preact';

const root = document.getElementById('root');
if (root) render(<h1>Daybook</h1>, root);

new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' });

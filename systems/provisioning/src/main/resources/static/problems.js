// Turns a Problem into sentences: what happened, what the server said, what to do next.
import { has } from './i18n/index.js';

/**
 * Lines for `say`. `contexts` are prefixes of keys, the most special first: with ['user', 'form'] a 503 is looked up by
 * its code, `user.error.<code>`, `form.error.<code>`, `error.<code>`, then as `….error.503`, then as `….error.5xx`. Only
 * a code may promise that everything was undone: the status alone may come from a proxy that knows nothing.
 */
export function explain(problem, ...contexts) {
  const { retryAfter, body = {}, reference } = problem;
  const lines = [{ key: sentence(problem, contexts), args: { status: problem.status } }];
  if (typeof body.detail === 'string' && body.detail) lines.push({ key: 'error.detail', args: { detail: body.detail } });
  if (retryAfter) lines.push({ key: 'error.retryAfter', args: { seconds: retryAfter } });
  if (body.code) lines.push({ key: 'error.code', args: { code: body.code }, quiet: true });
  if (reference) lines.push({ key: 'error.reference', args: { reference }, quiet: true });
  return lines;
}

function sentence({ kind, status, body }, contexts) {
  const names = kind === 'http' ? [body.code, String(status), `${Math.floor(status / 100)}xx`] : [kind];
  const prefixes = [...contexts.map((context) => `${context}.error`), 'error'];
  for (const name of names) {
    const found = prefixes.map((prefix) => `${prefix}.${name}`).find(has);
    if (found) return found;
  }
  return 'error.unexpected';
}

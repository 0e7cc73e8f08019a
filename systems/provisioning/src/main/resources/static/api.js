// The only place that talks to the server. Every failure becomes a Problem; none is swallowed.
import { language } from './i18n/index.js';

const READ_TIMEOUT_MS = 10_000;
const WRITE_TIMEOUT_MS = 30_000; // longer than the server's own patience, so that its answer comes first

/**
 * A request without a good answer. `kind`: `http` (the server refused: `status`, `body`), `offline` (no connection),
 * `timeout` (no answer in time), `garbage` (an answer that is not JSON). After all but `http` the effect is unknown.
 */
export class Problem extends Error {
  constructor(kind, { status = 0, body = {}, retryAfter = null, reference = null, cause } = {}) {
    super(`${kind} ${status}`.trim(), { cause });
    this.kind = kind;
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    this.reference = reference;
  }

  /** Repeating the same request with the same key would only give this answer again. */
  get isFinal() {
    return this.kind === 'http' && this.status >= 400 && this.status < 500 && ![408, 425, 429].includes(this.status);
  }
}

/**
 * Calls `path`, relative to this page, or an absolute Location of the same origin. Answers {status, body, location};
 * throws a Problem, or the AbortError of `signal`, when the caller has lost interest.
 */
export async function call(method, path, { body, key, signal } = {}) {
  const url = sameOrigin(path);
  const timeout = AbortSignal.timeout(method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS);
  const headers = { Accept: 'application/json, application/problem+json', 'Accept-Language': language() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  let response;
  let text;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(timeout.aborted ? 'timeout' : 'offline', { cause });
  }
  const json = parse(text);
  if (!response.ok) throw refused(response, json);
  if (json === undefined && text !== '') throw new Problem('garbage', { status: response.status });
  const location = response.headers.get('Location');
  return { status: response.status, body: json ?? null, location: location && new URL(location, response.url).href };
}

/** A new Idempotency-Key. `randomUUID` exists only on https and localhost; random values exist everywhere. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, at) => {
    const value = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sameOrigin(path) {
  const url = new URL(path, document.baseURI);
  if (url.origin !== location.origin) throw new Problem('garbage', { cause: new Error(`Not this server: ${url}`) });
  return url;
}

function refused(response, json) {
  const body = json !== null && typeof json === 'object' ? json : {};
  return new Problem('http', {
    status: response.status,
    body,
    retryAfter: seconds(response.headers.get('Retry-After')),
    reference: response.headers.get('X-Correlation-Id') ?? body.correlationId ?? null,
  });
}

function seconds(retryAfter) {
  if (!retryAfter) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const wait = Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return Number.isNaN(wait) ? null : Math.max(wait, 0);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON; the caller decides what that means.
  }
}

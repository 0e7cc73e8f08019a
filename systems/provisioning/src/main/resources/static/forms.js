// The two forms: create a project, sign up. One request at a time, each under an Idempotency-Key that is kept until the
// server has given a final answer, so "send again" can never do the same thing twice.
import { call, newKey } from './api.js';
import { byId, el, hush, say, setUnavailable } from './dom.js';
import { has, translate } from './i18n/index.js';
import { delay } from './loop.js';
import { explain } from './problems.js';

const FOLLOW_MS = 1_000;
const FOLLOW_TIMES = 120;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

// What the status of a sign-up means to the person in front of it.
const SIGN_UPS = { PENDING: 'open', ACTIVE: 'done', FAILED: 'stuck' };

const field = (name, options = {}) => ({ name, type: 'text', required: true, autocomplete: 'off', ...options });
const email = { type: 'email', autocomplete: 'email' };

/** `onCreated(project)` hears of a project that was made. */
export function projectForm(onCreated) {
  connect(byId('project-form'), 'project', 'projects', {
    fields: [
      field('tenantId', { value: 'default', hint: 'hint.tenantId' }),
      field('name'),
      field('adminEmail', { ...email, autocomplete: 'off' }),
      field('adminUsername', { hint: 'hint.username' }),
      field('adminName'),
    ],
    outcomeOf: () => 'done', // A project that answers at its Location exists; its integration has its own column.
    onCreated,
  });
}

export function signUpForm() {
  connect(byId('user-form'), 'user', 'users', {
    fields: [
      field('loginId', { autocomplete: 'username' }),
      field('email', email),
      field('username', { hint: 'hint.username', autocomplete: 'nickname' }),
      field('name', { autocomplete: 'name' }),
      field('password', { type: 'password', autocomplete: 'new-password', hint: 'hint.password' }),
      field('tenantId', { required: false, hint: 'hint.tenantIdOptional' }),
    ],
    outcomeOf: ({ status }) => SIGN_UPS[status] ?? 'open',
    onCreated: () => {},
  });
}

function connect(form, context, path, { fields, outcomeOf, onCreated }) {
  const inputs = new Map(fields.map((definition) => [definition.name, inputOf(form, definition)]));
  const submit = el('button', { type: 'submit', class: 'primary', i18n: `${context}.submit` });
  const outcome = el('div', { class: 'lines', role: 'status' });
  form.append(el('div', { class: 'buttons' }, submit), outcome);
  let busy = false;
  let pending = null; // {key, text}: the request whose final answer we don't know yet

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!busy) send();
  });

  async function send() {
    const body = read();
    if (!checkAll(body)) {
      say(outcome, 'bad', [{ key: 'form.correct' }]);
      return;
    }
    const text = JSON.stringify(body);
    if (pending?.text !== text) pending = { key: newKey(), text };
    setBusy(true);
    say(outcome, 'info', [{ key: 'form.sending' }]);
    try {
      const answer = await call('POST', path, { body, key: pending.key });
      if (answer.status === 202) await follow(answer, body);
      else created(answer.body ?? {}, body);
    } catch (problem) {
      if (!problem.kind) throw problem;
      if (problem.isFinal) pending = null;
      refused(problem);
    } finally {
      setBusy(false);
    }
  }

  /** Not settled in time: looks at the Location until it is. The key stays, so sending again only asks again. */
  async function follow({ location, body: accepted }, body) {
    say(outcome, 'info', [{ key: `${context}.accepted` }]);
    for (let time = 0; location && time < FOLLOW_TIMES; time++) {
      await delay(FOLLOW_MS);
      const found = await look(location);
      if (found === 'undone') return undefined;
      const result = found && outcomeOf(found);
      if (result === 'done') return created({ ...accepted, ...found }, body);
      if (result === 'stuck') return say(outcome, 'bad', [{ key: `${context}.stuck` }]);
    }
    return say(outcome, 'warn', [{ key: `${context}.open` }]);
  }

  async function look(location) {
    try {
      const { body } = await call('GET', location);
      say(outcome, 'info', [{ key: `${context}.accepted` }]);
      return body ?? {};
    } catch (problem) {
      if (problem.status === 404 || problem.status === 410) {
        say(outcome, 'bad', [{ key: `${context}.undone` }, ...explain(problem).slice(1)]);
        return 'undone';
      }
      if (!problem.kind || problem.isFinal) throw problem;
      say(outcome, 'warn', [{ key: `${context}.accepted` }, ...explain(problem)]);
      return null; // Looks again until the times are used up.
    }
  }

  function created(answer, body) {
    pending = null;
    form.reset();
    const { name, loginId } = { ...body, ...answer };
    say(outcome, 'ok', [{ key: `${context}.created`, args: { name, loginId } }]);
    onCreated({ ...body, ...answer });
  }

  function refused(problem) {
    const errors = Array.isArray(problem.body.errors) ? problem.body.errors : [];
    const known = errors.filter((error) => inputs.has(error?.field));
    const other = errors.filter((error) => !inputs.has(error?.field) && error?.message);
    known.forEach(({ field: name, code, message }) => {
      const key = `invalid.${code}`;
      if (has(key)) mark(name, key, { message });
      else mark(name, 'raw', { text: message ?? '' });
    });
    inputs.get(known[0]?.field)?.input.focus();
    const lines = explain(problem, context, 'form');
    const texts = other.map(({ field: name, message }) => (name ? `${name}: ${message}` : message));
    lines.splice(1, 0, ...texts.map((text) => ({ key: 'raw', args: { text } })));
    say(outcome, problem.isFinal ? 'bad' : 'warn', lines);
  }

  function read() {
    const body = {};
    for (const { name, required, type } of fields) {
      const { value } = inputs.get(name).input;
      const text = type === 'password' ? value : value.trim();
      if (required || text) body[name] = text;
    }
    return body;
  }

  function checkAll(body) {
    const wrong = fields.filter(({ name, required, type }) => {
      const missing = required && !body[name];
      const key = missing ? 'invalid.required' : type === 'email' && !EMAIL.test(body[name]) ? 'invalid.email' : null;
      mark(name, key);
      return key;
    });
    if (wrong.length) inputs.get(wrong[0].name).input.focus();
    return wrong.length === 0;
  }

  function mark(name, key, args) {
    const { input, error } = inputs.get(name);
    input.setAttribute('aria-invalid', String(Boolean(key)));
    error.hidden = !key;
    if (key) translate(error, key, args);
  }

  function setBusy(value) {
    busy = value;
    setUnavailable(submit, value);
    form.setAttribute('aria-busy', String(value));
    translate(submit, value ? 'form.busy' : `${context}.submit`);
    inputs.forEach(({ input }) => (input.readOnly = value));
  }

  inputs.forEach(({ input }, name) => input.addEventListener('input', () => mark(name, null)));
  form.addEventListener('reset', () => fields.forEach(({ name }) => mark(name, null)));
  window.addEventListener('hashchange', () => !busy && outcome.dataset.tone === 'ok' && hush(outcome));
}

function inputOf(form, { name, type, required, autocomplete, value, hint }) {
  const id = `${form.id}-${name}`;
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  const plain = type === 'email' || autocomplete === 'off' || name === 'loginId' || name === 'username';
  const input = el('input', {
    id, name, type, value, autocomplete,
    'aria-required': String(required),
    'aria-describedby': described,
    autocapitalize: plain && name !== 'name' && name !== 'adminName' ? 'none' : undefined,
  });
  const error = el('p', { id: `${id}-error`, class: 'field-error', hidden: true });
  form.append(
    el('div', { class: 'field' },
      el('label', { for: id, i18n: `field.${name}` }),
      input,
      hint ? el('p', { id: `${id}-hint`, class: 'muted', i18n: hint }) : '',
      error,
    ),
  );
  return { input, error };
}

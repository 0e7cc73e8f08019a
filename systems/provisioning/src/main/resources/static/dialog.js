// One project's integrations: every API, re-run of what is not SUCCESS, and the check against the messenger.
import { call } from './api.js';
import { badge, byId, cell, el, headings, hush, say, setUnavailable, time } from './dom.js';
import { translate } from './i18n/index.js';
import { repeat } from './loop.js';
import { explain } from './problems.js';
import { isUnsettled, projectBadge } from './projects.js';

const POLL_MS = 700;
const TROUBLE_MS = 3_000;
const PICK_UP_MS = 5_000; // how long an accepted run may still look settled

const HEADINGS = ['api', 'call', 'status', 'attempts', 'error', 'changed'].map((name) => `integrations.${name}`);
const STATUSES = ['READY', 'RUNNING', 'SUCCESS', 'FAILED', 'UNKNOWN'];
const GLOSSES = Object.fromEntries(STATUSES.map((status) => [status, `api.${status}`]));

/**
 * Prepares the dialog. `onStatus(id, status)` hears every status seen, `onClose()` the end. Answers
 * `open(project, checkFirst, refocus)` and `seen(id, status)`: what others saw of a project; a dialog at rest looks again.
 */
export function integrationDialog(onStatus, onClose) {
  const dialog = byId('integrations');
  const message = byId('integrations-message');
  const trouble = byId('integrations-trouble');
  const rerun = byId('rerun');
  const check = byId('check');
  const body = byId('apis').tBodies[0];
  let visit = null; // what belongs to one opening: a late answer of an earlier one is dropped

  function open(project, checkFirst, refocus) {
    visit = { project, refocus, busy: false, shown: null, started: null, conflict: null };
    translate(byId('integrations-title'), 'integrations.title', { name: project.name });
    body.replaceChildren();
    hush(message);
    hush(trouble);
    summary(project.messengerStatus, null);
    buttons();
    dialog.showModal();
    const mine = visit;
    mine.loop = repeat((signal) => turn(mine, signal));
    if (checkFirst) verify();
    else mine.loop.now();
  }

  async function turn(mine, signal) {
    try {
      const { body: answer } = await call('GET', path(mine), { signal });
      hush(trouble);
      show(mine, answer);
      return isUnsettled(answer.messengerStatus) || mine.started ? POLL_MS : null;
    } catch (problem) {
      if (signal.aborted) return null;
      if (!problem.kind) throw problem;
      say(trouble, 'bad', explain(problem, 'integrations'));
      return problem.isFinal ? null : TROUBLE_MS;
    }
  }

  function show(mine, answer) {
    const shown = JSON.stringify(answer);
    const { messengerStatus, apis } = answer;
    if (mine.started && (isUnsettled(messengerStatus) || shown !== mine.started.from || Date.now() > mine.started.until)) {
      mine.started = null;
    }
    if (mine.conflict) {
      say(message, 'warn', [{ key: conflictKey(messengerStatus) }, ...explain(mine.conflict).slice(1)]);
      if (!mine.started) mine.conflict = null;
    }
    if (shown !== mine.shown) {
      body.replaceChildren(...apis.map(apiRow));
      onStatus(mine.project.id, messengerStatus);
    }
    mine.shown = shown;
    mine.status = messengerStatus;
    summary(messengerStatus, apis);
    buttons();
  }

  function summary(status, apis) {
    byId('integrations-status').replaceChildren(projectBadge(status, 'status.stopped'));
    const done = apis?.filter((api) => api.status === 'SUCCESS').length ?? 0;
    const open = apis?.filter((api) => api.status === 'FAILED' || api.status === 'UNKNOWN') ?? [];
    const progress = byId('integrations-progress');
    progress.max = apis?.length || 1;
    progress.value = done;
    const key = visit.started && !visit.conflict ? 'starting' : apis ? status : 'loading';
    const names = open.map((api) => api.name).join(', ') || '–';
    translate(byId('integrations-line'), `integrations.line.${key}`, { done, total: apis?.length ?? 0, names });
  }

  function buttons() {
    const { busy, started, conflict, status } = visit;
    const focused = document.activeElement;
    rerun.hidden = status !== 'FAILED' && !started && !busy;
    check.hidden = status !== 'SUCCESS' && busy !== 'check';
    if (busy === 'check') rerun.hidden = true;
    setUnavailable(rerun, Boolean(busy || started));
    setUnavailable(check, Boolean(busy));
    translate(rerun, busy === 'rerun' || (started && !conflict) ? 'integrations.starting' : 'integrations.rerun');
    translate(check, busy === 'check' ? 'integrations.checking' : 'integrations.check');
    // Not to "Close": one more press of Enter on the button that has just gone must do nothing.
    if (focused?.hidden && dialog.contains(focused)) byId('integrations-title').focus();
  }

  /** Sends one POST at a time; `after` hears the answer, `failed` may keep a Problem to itself by answering true. */
  async function post(action, what, after, failed = () => false) {
    const mine = visit;
    if (!mine || mine.busy || mine.started) return;
    mine.busy = what;
    hush(message);
    buttons();
    try {
      const answer = await call('POST', `${path(mine)}/${action}`);
      if (visit === mine) after(mine, answer);
    } catch (problem) {
      if (!problem.kind) throw problem;
      if (visit === mine && !failed(mine, problem)) say(message, 'bad', explain(problem, what, 'integrations'));
    } finally {
      mine.busy = false;
      if (visit === mine) {
        buttons();
        mine.loop.now();
      }
    }
  }

  function runAgain() {
    const started = (mine) => {
      mine.started = { from: mine.shown, until: Date.now() + PICK_UP_MS };
    };
    const conflict = (mine, problem) => {
      if (problem.status !== 409) return false;
      started(mine); // Perhaps another person's run, not visible yet: the next looks say which of the reasons it is.
      mine.conflict = problem;
      return true;
    };
    return post('retry', 'rerun', started, conflict);
  }

  function verify() {
    return post('verify', 'check', (mine, answer) => {
      const missing = (answer.body?.missing ?? []).map((api) => api?.name ?? api);
      if (missing.length === 0) say(message, 'ok', [{ key: 'check.complete' }]);
      else say(message, 'warn', [{ key: 'check.missing', args: { names: missing.join(', ') } }]);
    });
  }

  dialog.addEventListener('close', () => {
    const { loop, refocus } = visit;
    visit = null;
    loop.stop();
    refocus();
    onClose();
  });
  rerun.addEventListener('click', runAgain);
  check.addEventListener('click', verify);
  byId('close').addEventListener('click', () => dialog.close());
  byId('apis').tHead.append(headings(HEADINGS));
  return {
    open,
    seen(id, status) {
      if (visit?.project.id === id && visit.status && visit.status !== status) visit.loop.now();
    },
  };
}

const path = ({ project }) => `projects/${encodeURIComponent(project.id)}/integrations`;

function conflictKey(status) {
  if (isUnsettled(status)) return 'rerun.conflict.running';
  return status === 'SUCCESS' ? 'rerun.conflict.nothing' : 'rerun.conflict';
}

function apiRow(api) {
  const [name, request, status, attempts, error, changed] = HEADINGS;
  return el(
    'tr',
    { role: 'row' },
    cell(name, el('strong', {}, api.name)),
    cell(request, el('code', {}, el('b', {}, api.method ?? ''), ' ', ...breakable(api.url))),
    cell(status, badge(api.status, GLOSSES)),
    cell(attempts, String(api.attempts ?? 0)),
    cell(error, ...errorLines(api.error)),
    cell(
      changed,
      time(api.updatedAt),
      api.updatedBy ? el('small', { i18n: 'integrations.by', args: { who: api.updatedBy } }) : '',
    ),
  );
}

/** The URL may break after a slash, where a reader would break it. */
const breakable = (url = '') => url.split(/(?<=\/)/).flatMap((part) => [part, el('wbr')]);

function errorLines(error) {
  if (!error) return ['–'];
  return [
    el('span', { class: 'error' }, error.message ?? ''),
    error.id ? el('code', {}, error.id) : '',
    error.httpStatus ? el('small', {}, `HTTP ${error.httpStatus}`) : '',
  ];
}

// The table of projects: paged, and live while anything in it is on its way.
import { call } from './api.js';
import { badge, byId, cell, el, fill, headings, hush, say, setUnavailable, time } from './dom.js';
import { label, showTime, translate } from './i18n/index.js';
import { repeat } from './loop.js';
import { explain } from './problems.js';

const LIVE_MS = 1_500; // while something is READY or RUNNING
const CALM_MS = 15_000; // otherwise: other people work here too
const TROUBLE_MS = 5_000;
const MAX_PAGES = 50;

const HEADINGS = ['name', 'tenant', 'team', 'created', 'messenger', 'actions'].map((name) => `projects.${name}`);
const GLOSSES = {
  READY: 'status.READY',
  RUNNING: 'status.RUNNING',
  SUCCESS: 'status.SUCCESS',
  FAILED: 'status.FAILED',
};

/** `failed` is the key of the gloss beside FAILED: on the button it invites, elsewhere it states. */
export const projectBadge = (status, failed = GLOSSES.FAILED) => badge(status, { ...GLOSSES, FAILED: failed });

export const isUnsettled = (status) => status === 'READY' || status === 'RUNNING';

/**
 * Starts the table. `open(project, checkFirst, refocus)` shows a project's integrations; `refocus()` puts the focus back
 * on its row; `seen(id, status)` hears what the list says of each. Answers {added(project), status(id, status), refresh()}.
 */
export function projectTable(open, seen) {
  const table = byId('projects');
  const body = table.tBodies[0];
  const state = byId('projects-state');
  const trouble = byId('projects-trouble');
  const more = byId('more');
  const refresh = byId('refresh');
  const rows = new Map(); // id → Row
  let added = []; // ids of projects made on this screen: shown first, wherever the list has them
  let pages = 1;
  let focusFrom = null; // first row that "load more" is about to add

  const loop = repeat(turn);

  async function turn(signal) {
    if (document.hidden) return null;
    try {
      const { items, next } = await fetchPages(signal);
      show(items, next);
      hush(trouble);
      const live = [...rows.values()].some((row) => isUnsettled(row.project.messengerStatus));
      return live ? LIVE_MS * Math.ceil(pages / 4) : CALM_MS;
    } catch (problem) {
      if (signal.aborted) return null;
      if (!problem.kind) throw problem;
      say(trouble, 'bad', explain(problem, 'projects'));
      if (rows.size === 0) state.hidden = true;
      return TROUBLE_MS;
    } finally {
      setUnavailable(more, false);
      setUnavailable(refresh, false);
    }
  }

  async function fetchPages(signal) {
    const found = new Map();
    let next = null;
    for (let page = 0; page < pages; page++) {
      const query = next === null ? '' : `?after=${encodeURIComponent(next)}`;
      const answer = await call('GET', `projects${query}`, { signal });
      for (const project of answer.body.items) found.set(project.id, project);
      next = answer.body.next ?? null;
      if (next === null) break;
    }
    const own = [];
    for (const id of added) {
      const project = found.get(id) ?? (await fetchOne(id, signal));
      if (project) own.push(project);
      found.delete(id);
    }
    return { items: [...own, ...found.values()], next };
  }

  async function fetchOne(id, signal) {
    try {
      return (await call('GET', `projects/${encodeURIComponent(id)}`, { signal })).body;
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      added = added.filter((other) => other !== id); // A server that began anew doesn't know it any more.
      return null;
    }
  }

  function show(items, next) {
    const kept = new Set(items.map((project) => project.id));
    for (const [id, row] of rows) {
      if (kept.has(id)) continue;
      row.tr.remove();
      rows.delete(id);
    }
    items.forEach((project, at) => {
      const row = rows.get(project.id) ?? newRow(project.id);
      row.update(project);
      seen(project.id, project.messengerStatus);
      if (body.rows[at] !== row.tr) body.insertBefore(row.tr, body.rows[at] ?? null);
    });
    table.hidden = items.length === 0;
    state.hidden = items.length > 0;
    translate(state, 'projects.none');
    showTime(byId('refreshed'), new Date().toISOString());
    if (focusFrom !== null && items.length > focusFrom) {
      if (next === null) rows.get(items[focusFrom].id).focus();
      focusFrom = null;
    }
    more.hidden = next === null || pages >= MAX_PAGES;
  }

  function newRow(id) {
    const row = new Row(open);
    rows.set(id, row);
    return row;
  }

  more.addEventListener('click', () => {
    if (more.ariaDisabled === 'true') return;
    setUnavailable(more, true);
    focusFrom = rows.size;
    pages++;
    loop.now();
  });
  refresh.addEventListener('click', () => {
    setUnavailable(refresh, true);
    loop.now();
  });
  document.addEventListener('visibilitychange', () => loop.now());
  window.addEventListener('online', () => loop.now());
  window.addEventListener('offline', () => loop.now());
  table.tHead.append(headings(HEADINGS));
  loop.now();

  return {
    added(project) {
      added = [project.id, ...added.filter((id) => id !== project.id)];
      loop.now();
    },
    status(id, messengerStatus) {
      const row = rows.get(id);
      if (row) row.update({ ...row.project, messengerStatus });
    },
    refresh: loop.now,
  };
}

/** One project; cells change only where the project did, so focus and reading position stay. */
class Row {
  project = {};

  constructor(open) {
    this.show = (checkFirst) => open(this.project, checkFirst, () => this.focus());
    this.cells = HEADINGS.map((heading) => cell(heading));
    this.details = this.#button('projects.details', false);
    this.check = this.#button('projects.check', true);
    fill(this.cells[5], this.details, this.check);
    this.tr = el('tr', { role: 'row' }, ...this.cells);
  }

  update(project) {
    const before = this.project;
    this.project = project;
    const [name, tenant, team, created, messenger] = this.cells;
    if (before.name !== project.name || before.id !== project.id) {
      fill(name, el('strong', {}, project.name ?? '–'), el('small', { class: 'id' }, String(project.id)));
      label(this.details, 'projects.detailsOf', { name: project.name });
      label(this.check, 'projects.checkOf', { name: project.name });
    }
    if (before.tenantId !== project.tenantId) fill(tenant, project.tenantId ?? '–');
    if (before.teamName !== project.teamName) fill(team, el('code', {}, project.teamName ?? '–'));
    if (before.createdAt !== project.createdAt || !before.id) fill(created, time(project.createdAt));
    if (before.messengerStatus !== project.messengerStatus) this.#status(messenger, before);
  }

  focus() {
    (this.failed?.isConnected ? this.failed : this.details).focus();
  }

  #status(messenger, before) {
    const { name, messengerStatus } = this.project;
    const hadFocus = this.tr.contains(document.activeElement);
    this.failed = messengerStatus === 'FAILED' ? this.#failedButton(name) : null;
    fill(messenger, this.failed ?? projectBadge(messengerStatus));
    this.check.hidden = messengerStatus !== 'SUCCESS';
    if (hadFocus && !(this.tr.contains(document.activeElement) && document.activeElement.checkVisibility())) this.focus();
    if (before.messengerStatus && !isUnsettled(messengerStatus)) {
      translate(byId('announcer'), 'projects.changed', { name, status: messengerStatus });
    }
  }

  #failedButton(name) {
    const button = el('button', {
      type: 'button',
      class: 'failed',
      label: 'projects.failedOf',
      labelArgs: { name },
      'aria-haspopup': 'dialog',
      on: { click: () => this.show(false) },
    });
    button.append(projectBadge('FAILED'));
    return button;
  }

  #button(key, checkFirst) {
    const on = { click: () => this.show(checkFirst) };
    return el('button', { type: 'button', i18n: key, 'aria-haspopup': 'dialog', on });
  }
}

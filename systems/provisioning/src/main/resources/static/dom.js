// Elements are built here and nowhere else; text only ever enters as text, never as markup.
import { label, showTime, translate } from './i18n/index.js';

export const byId = (id) => document.getElementById(id);

/**
 * Builds an element. `i18n`/`args`: key of its text; `label`/`labelArgs`: key of its accessible name;
 * `on`: listeners; everything else is an attribute. Children are nodes or plain strings.
 */
export function el(tag, { i18n, args, label: labelKey, labelArgs, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  if (i18n) translate(element, i18n, args);
  if (labelKey) label(element, labelKey, labelArgs);
  element.append(...children);
  return element;
}

export const time = (instant) => showTime(el('time'), instant);

/** The word of the contract, the same in every language, with a translated gloss beside it. */
export function badge(status, glosses) {
  const known = Object.hasOwn(glosses, status);
  return el(
    'span',
    { class: 'state', 'data-status': status },
    el('b', {}, status),
    known ? el('small', { i18n: glosses[status] }) : '',
  );
}

/** Shows lines of {key, args} in a message area; the same lines again change nothing. */
export function say(area, tone, lines) {
  const signature = JSON.stringify([tone, lines]);
  if (area.dataset.said === signature) return;
  area.dataset.said = signature;
  area.dataset.tone = tone;
  area.replaceChildren(
    ...lines.map(({ key, args, quiet }) => el('p', { i18n: key, args, class: quiet ? 'muted' : undefined })),
  );
}

export function hush(area) {
  say(area, 'none', []);
}

/** A header row from keys of texts. */
export function headings(keys) {
  return el('tr', { role: 'row' }, ...keys.map((key) => el('th', { role: 'columnheader', scope: 'col', i18n: key })));
}

/** A cell that names its column again where the table is folded into cards. */
export function cell(heading, ...content) {
  return el(
    'td',
    { role: 'cell' },
    el('span', { class: 'heading', i18n: heading, 'aria-hidden': 'true' }),
    el('div', { class: 'content' }, ...content),
  );
}

/** Replaces what a cell shows. */
export function fill(td, ...content) {
  td.lastElementChild.replaceChildren(...content);
}

/** Busy or not available, without losing the keyboard focus as `disabled` would. */
export function setUnavailable(button, unavailable) {
  button.setAttribute('aria-disabled', String(unavailable));
}

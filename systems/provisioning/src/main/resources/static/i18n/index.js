// Texts in the reader's language. An element carries the key of its text (and its arguments) in
// data attributes, so a change of language repaints the page without asking the server again.
import en from './en.js';
import ko from './ko.js';

const BUNDLES = { en, ko };
const STORED = 'provisioning.language';

let current = remembered() ?? preferred();

export const languages = Object.entries(BUNDLES).map(([code, bundle]) => ({
  code,
  name: bundle['language.name'],
}));

export const language = () => current;

export const has = (key) => Object.hasOwn(en, key);

/** The text of a key, with {name} replaced by args.name; arguments are never expanded again. */
export function t(key, args = {}) {
  const text = BUNDLES[current][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name) => (Object.hasOwn(args, name) ? String(args[name]) : hole));
}

/** Gives the element a text that follows the language. Writes only changes: live regions stay quiet. */
export function translate(element, key, args) {
  element.dataset.i18n = key;
  if (args) element.dataset.i18nArgs = JSON.stringify(args);
  else delete element.dataset.i18nArgs;
  paintText(element);
  return element;
}

/** The same for the accessible name. */
export function label(element, key, args) {
  element.dataset.i18nLabel = key;
  if (args) element.dataset.i18nLabelArgs = JSON.stringify(args);
  paintLabel(element);
  return element;
}

/** Shows an ISO instant in the reader's time zone; anything else is shown as it came. */
export function showTime(element, instant) {
  if (instant) element.setAttribute('datetime', instant);
  else element.removeAttribute('datetime');
  paintTime(element);
  return element;
}

export function setLanguage(code) {
  current = code;
  try {
    localStorage.setItem(STORED, code);
  } catch (blocked) {
    console.info('The language is not remembered: the browser keeps no storage for this page.', blocked);
  }
  paint();
}

/** Paints everything that carries a key. */
export function paint() {
  document.documentElement.lang = current;
  document.querySelectorAll('[data-i18n]').forEach(paintText);
  document.querySelectorAll('[data-i18n-label]').forEach(paintLabel);
  document.querySelectorAll('time').forEach(paintTime);
}

function paintText(element) {
  const text = t(element.dataset.i18n, parsed(element.dataset.i18nArgs));
  if (element.textContent !== text) element.textContent = text;
}

function paintLabel(element) {
  const text = t(element.dataset.i18nLabel, parsed(element.dataset.i18nLabelArgs));
  if (element.getAttribute('aria-label') !== text) element.setAttribute('aria-label', text);
}

function paintTime(element) {
  const instant = element.getAttribute('datetime');
  const date = new Date(instant ?? NaN);
  const text = Number.isNaN(date.getTime())
    ? instant || '–'
    : new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
  if (element.textContent !== text) element.textContent = text;
}

const parsed = (json) => (json ? JSON.parse(json) : {});

function remembered() {
  try {
    const code = localStorage.getItem(STORED);
    return Object.hasOwn(BUNDLES, code ?? '') ? code : null;
  } catch {
    return null; // No storage for this page: the browser's own language decides.
  }
}

function preferred() {
  const code = (navigator.language ?? '').slice(0, 2).toLowerCase();
  return Object.hasOwn(BUNDLES, code) ? code : 'en';
}

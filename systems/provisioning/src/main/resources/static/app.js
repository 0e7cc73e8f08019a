// Wires the screen: views by the address's hash, the language, and the parts to each other.
import { integrationDialog } from './dialog.js';
import { byId, el, hush, say } from './dom.js';
import { projectForm, signUpForm } from './forms.js';
import { language, languages, paint, setLanguage } from './i18n/index.js';
import { projectTable } from './projects.js';

const VIEWS = ['projects', 'new-project', 'sign-up'];
const notice = byId('notice');

// A mistake of this screen is shown too: what is on it may no longer be true.
window.addEventListener('error', ({ message }) => unexpected(message));
window.addEventListener('unhandledrejection', ({ reason }) => unexpected(reason?.message ?? reason));

function unexpected(message) {
  say(notice, 'bad', [{ key: 'error.screen' }, { key: 'raw', args: { text: String(message) }, quiet: true }]);
}

function chooseLanguage() {
  const select = byId('language');
  select.append(...languages.map(({ code, name }) => el('option', { value: code, lang: code }, name)));
  select.value = language();
  select.addEventListener('change', () => setLanguage(select.value));
  paint();
}

function showView(moveFocus) {
  const wanted = location.hash.slice(1);
  const view = VIEWS.includes(wanted) ? wanted : VIEWS[0];
  for (const name of VIEWS) {
    byId(`view-${name}`).hidden = name !== view;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (moveFocus) byId(`view-${view}`).querySelector('h2').focus();
}

function start() {
  chooseLanguage();
  let dialog = null; // The table and the dialog tell each other what they see.
  const table = projectTable(
    (...opened) => dialog.open(...opened),
    (...status) => dialog.seen(...status),
  );
  dialog = integrationDialog(table.status, table.refresh);
  projectForm((project) => {
    table.added(project);
    say(notice, 'ok', [{ key: 'project.created', args: { name: project.name } }]);
    location.hash = 'projects';
  });
  signUpForm();
  window.addEventListener('hashchange', () => {
    if (location.hash === '#main') return;
    if (location.hash !== '#projects') hush(notice);
    showView(true);
  });
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  showView(false);
}

start();

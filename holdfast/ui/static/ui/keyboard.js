// Keys for people who live in these pages: / search, f filter, h My work, ? this list. Never while somebody types, and
// not at all for people who turned them off (speech input presses single keys by accident: WCAG 2.1.4).
const OFF = 'holdfast-keys-off';
const typing = (target) => target.matches('input, textarea, select, [contenteditable]');
const dialog = document.getElementById('shortcuts');

const go = {
  '/': () => document.getElementById('search'),
  f: () => document.querySelector('[data-filter]:not([hidden]) input'),
};

document.addEventListener('keydown', (event) => {
  if (localStorage.getItem(OFF) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '?' && dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (dialog?.open) return;
  const box = go[event.key]?.();
  if (box) {
    event.preventDefault();
    box.focus();
    box.select?.();
  } else if (event.key === 'h') {
    const home = document.querySelector('.hf-nav__item a') ?? document.querySelector('.hf-wordmark');
    if (home) location.assign(home.href);
  }
});

const opener = document.querySelector('[data-shortcuts-open]');
if (opener && dialog) {
  opener.hidden = false;
  opener.querySelector('button').addEventListener('click', () => dialog.showModal());
  const use = document.getElementById('use-keys');
  use.checked = !localStorage.getItem(OFF);
  use.addEventListener('change', () => {
    if (use.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  });
}

// The account menu closes on Escape and on a press elsewhere, as menus do.
const menu = document.querySelector('.hf-account');
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && menu?.open) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
document.addEventListener('click', (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

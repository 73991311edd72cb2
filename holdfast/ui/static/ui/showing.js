// Showing my screen (H16): x, or F8 also while typing, covers the page at once; the server is told, so that the next page is
// covered too. Nothing typed is lost, because the page stays. Pressing a covered part shows that part alone.
const PARTS = 'tr, .govuk-summary-list__row, .govuk-form-group, li, .child-head, .hf-card, figure, dl > div, p, h1, h3, td, dd';
const OPEN = '[data-shown], h2:not(.hf-card__title), th[scope="col"], dt, .govuk-button, nav, input, textarea, select';
// The same choice as the other single keys: off where a person has turned them off.
const OFF = 'holdfast-keys-off';
const forms = [...document.querySelectorAll('form[data-showing]')];
const isOn = () => document.body.classList.contains('hf-showing');

const turn = (form) => {
  document.body.classList.toggle('hf-showing', form.dataset.showing === 'yes');
  document.querySelectorAll('[data-shown]').forEach((part) => part.removeAttribute('data-shown'));
  fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual', keepalive: true }).catch(() => {});
};

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    turn(form);
    const other = forms.find((one) => one.dataset.showing === (isOn() ? 'no' : 'yes'));
    other?.querySelector('button').focus();
  });
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input, textarea, select, [contenteditable]');
  const single = event.key === 'x' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !localStorage.getItem(OFF);
  if (event.key !== 'F8' && !single) return;
  const form = forms.find((one) => one.dataset.showing === (isOn() ? 'no' : 'yes'));
  if (!form) return;
  event.preventDefault();
  turn(form);
});

document.querySelector('.hf-main')?.addEventListener('click', (event) => {
  if (!isOn() || event.target.closest(OPEN)) return;
  const part = event.target.closest(PARTS);
  if (!part) return;
  event.preventDefault();
  event.stopPropagation();
  part.dataset.shown = '';
}, true);

// Showing my screen (H16): x, or F8 also while typing, covers the page at once and writes the browser's own cookie, which goes
// with every page asked for from then on. The keys only ever cover: one press too many uncovers nothing, which the button
// does. Nothing typed is lost, because the page stays. Pressing a covered part shows that part alone.
const PARTS = 'tr, .govuk-summary-list__row, .govuk-form-group, li, .child-head, .hf-card, figure, dl > div, p, h1, h3, td, dd';
const OPEN = '[data-shown], h2:not(.hf-card__title), th[scope="col"], dt, .govuk-button, nav, input, textarea, select';
// The same choice as the other single keys: off where a person has turned them off.
const OFF = 'holdfast-keys-off';
const cookie = document.body.dataset.showingCookie;
const forms = [...document.querySelectorAll('form[data-showing]')];
const isOn = () => document.body.classList.contains('hf-showing');
const isKept = () => `; ${document.cookie};`.includes(`; ${cookie}=yes;`);

const show = (covered) => {
  if (covered !== isOn()) document.querySelectorAll('[data-shown]').forEach((part) => part.removeAttribute('data-shown'));
  document.body.classList.toggle('hf-showing', covered);
};

const turn = (covered) => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${cookie}=${covered ? 'yes' : ''}; path=/; samesite=lax${secure}${covered ? '' : '; max-age=0'}`;
  show(covered);
};

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    turn(form.dataset.showing === 'yes');
    const other = forms.find((one) => one.dataset.showing === (isOn() ? 'no' : 'yes'));
    other?.querySelector('button').focus();
  });
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input, textarea, select, [contenteditable]');
  const single = event.key === 'x' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !localStorage.getItem(OFF);
  if (!forms.length || (event.key !== 'F8' && !single)) return;
  event.preventDefault();
  turn(true);
});

// Another window of the same browser, or a page the browser kept, may have been left as it was before.
const again = () => forms.length && show(isKept());
addEventListener('pageshow', again);
document.addEventListener('visibilitychange', again);

document.querySelector('.hf-main')?.addEventListener('click', (event) => {
  if (!isOn() || event.target.closest(OPEN)) return;
  const part = event.target.closest(PARTS);
  if (!part) return;
  event.preventDefault();
  event.stopPropagation();
  part.dataset.shown = '';
}, true);

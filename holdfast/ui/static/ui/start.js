// Says that scripts run, before the page is drawn: questions that open under an answer start closed.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported');
}
// On a narrow screen the places of Holdfast fold behind one button, so that the page itself is in sight.
document.addEventListener('click', (event) => {
  const button = event.target.closest('.hf-nav__button');
  if (button) {
    button.setAttribute('aria-expanded', String(button.getAttribute('aria-expanded') !== 'true'));
  }
});
// Showing my screen (H16): a page that was on its way when the key was pressed is covered before it is drawn.
if (document.body.dataset.showingCookie && `; ${document.cookie};`.includes(`; ${document.body.dataset.showingCookie}=yes;`)) {
  document.body.classList.add('hf-showing');
}

// Says that scripts run, before the page is drawn: questions that open under an answer start closed.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported');
}

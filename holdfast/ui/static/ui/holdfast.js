// Starts the GOV.UK components. Every page does its work without scripts.
const govuk = document.documentElement.dataset.govuk;
if (govuk) {
  const { initAll } = await import(govuk);
  initAll();
}

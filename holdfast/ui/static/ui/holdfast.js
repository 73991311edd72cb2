// Extras for a browser that can: every page does its work without them.
const govuk = document.documentElement.dataset.govuk;
if (govuk) {
  const { initAll } = await import(govuk);
  initAll();
}

// Where two people changed one thing: a press fills the answer with mine, theirs, or both. Typing works as well.
document.querySelectorAll('[data-versions]').forEach((row) => {
  row.hidden = false;
  row.addEventListener('click', (event) => {
    const button = event.target.closest('[data-take]');
    if (!button) return;
    const box = document.getElementById(button.getAttribute('aria-controls'));
    const { yours, theirs } = box.dataset;
    box.value = { yours, theirs, both: `${theirs}\n\n${yours}` }[button.dataset.take];
    box.focus();
  });
});

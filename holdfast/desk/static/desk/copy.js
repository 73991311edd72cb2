// One tap copies a text to the clipboard. Without this, the text is there to be marked and copied by hand.
for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const said = button.parentElement.querySelector('[role=status]');
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    said.textContent = 'Copied.';
  });
}

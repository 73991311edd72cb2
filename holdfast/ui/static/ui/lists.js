// Typing narrows a list to the rows that hold every word typed. The box is hidden where scripts do not run.
function narrow(filter) {
  const box = filter.querySelector('input');
  const count = filter.querySelector('.hf-filter__count');
  const rows = () => [...(document.getElementById(filter.dataset.filter)?.querySelectorAll('[data-filter-row]') ?? [])];
  const plain = (words) => words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

  const apply = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const all = rows();
    const shown = all.filter((row) => {
      const text = plain(row.textContent);
      row.hidden = !words.every((word) => text.includes(word));
      return !row.hidden;
    });
    count.textContent = words.length ? `${shown.length} of ${all.length} shown` : '';
  };

  filter.hidden = false;
  box.addEventListener('input', apply);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { box.value = ''; apply(); }
  });
  document.addEventListener('holdfast:fresh', apply);
}

document.querySelectorAll('[data-filter]').forEach(narrow);

// A table drawn as a list on a narrow screen loses what it is to a screen reader, unless that is said.
const PARTS = { thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', th: 'columnheader', td: 'cell' };
const nameParts = () => document.querySelectorAll('.hf-table--stack').forEach((table) => {
  table.setAttribute('role', 'table');
  Object.entries(PARTS).forEach(([tag, role]) => {
    table.querySelectorAll(tag).forEach((part) => part.setAttribute('role', part.scope === 'row' ? 'rowheader' : role));
  });
});
nameParts();
document.addEventListener('holdfast:fresh', nameParts);

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
    document.getElementById(filter.dataset.filter)?.querySelectorAll('[data-filter-group]').forEach((group) => {
      group.hidden = !group.querySelector('[data-filter-row]:not([hidden])');
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

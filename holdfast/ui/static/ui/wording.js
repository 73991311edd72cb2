// Suggests kinder words while somebody writes (H25). The list comes once from the body's data-wording-url:
//   {"words": [{"pattern": "abscond(?:ed|ing)?", "instead": "was missing"}]}, a pattern being one for whole words.
// Words inside quotation marks are somebody else's and are left alone. Nothing is sent and nothing is changed.
const boxes = document.querySelectorAll('textarea[data-wording]');
const url = document.body.dataset.wordingUrl;
const QUOTED = /“[^”]*”|"[^"]*"|‘[^’]*’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)/g;

if (boxes.length && url) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  const words = answer.ok && !answer.redirected ? (await answer.json()).words : [];
  const prompts = words.map(({ pattern, instead }) => (
    { instead, found: new RegExp(`(?<!\\w)(?:${pattern})(?!\\w)`, 'i') }));
  boxes.forEach((box) => {
    const place = document.getElementById(box.dataset.wording);
    let timer;
    const look = () => {
      const own = box.value.replace(QUOTED, ' ');
      show(place, prompts.flatMap(({ found, instead }) => {
        const match = own.match(found);
        return match ? [{ phrase: match[0], instead }] : [];
      }));
    };
    box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 700); });
    look();
  });
}

function show(place, prompts) {
  const key = prompts.map(({ phrase }) => phrase).join('|');
  if (!place || place.dataset.shown === key) return;
  place.dataset.shown = key;
  place.replaceChildren();
  if (!prompts.length) return;
  const title = document.createElement('p');
  title.className = 'hf-wording__title';
  title.textContent = 'Words to think about';
  const list = document.createElement('ul');
  prompts.forEach(({ phrase, instead }) => {
    const item = document.createElement('li');
    item.textContent = `Instead of “${phrase}”: ${instead.replaceAll('; ', ', or: ')}`;
    list.append(item);
  });
  place.append(title, list);
}

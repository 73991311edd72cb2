// Keeps a queue fresh. An element with data-poll-url asks, at most every 5 seconds and only while it is looked at,
// whether its data-version still stands:
//   GET data-poll-url?version=V, header X-Holdfast-Poll: 1   (not activity: it keeps nobody signed in)
//   204: nothing new.   200 {"version": "W"}: the page is fetched and the element of the same id is replaced.
// Somebody who is typing inside it, or has opened something, is told and not interrupted.
const EVERY = 5000;
const SLOWEST = 60000;

const busy = (area) => {
  const typing = area.contains(document.activeElement)
    && document.activeElement.matches('input:not([type=search]), textarea, select');
  const changed = [...area.querySelectorAll('input, textarea')].some((box) =>
    box.type === 'checkbox' || box.type === 'radio' ? box.checked !== box.defaultChecked : box.value !== box.defaultValue);
  return typing || changed || area.querySelector('details[open], dialog[open]');
};

const say = (area, words) => {
  const line = area.querySelector('[data-live-words]');
  if (line && line.textContent !== words) line.textContent = words;
};

const clockNow = () => new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
  .replace(/\s/g, '');

async function replace(area) {
  const answer = await fetch(location.href, { headers: { 'X-Holdfast-Poll': '1' }, credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) throw new Error('signed out');
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(area.id);
  if (!fresh) throw new Error('gone');
  const focused = area.contains(document.activeElement) && document.activeElement.id;
  area.replaceChildren(...fresh.childNodes);
  area.dataset.version = fresh.dataset.version;
  if (focused) document.getElementById(focused)?.focus();
  area.classList.remove('hf-live--fresh');
  requestAnimationFrame(() => area.classList.add('hf-live--fresh'));
  say(area, `Updated at ${clockNow()}.`);
  area.dispatchEvent(new CustomEvent('holdfast:fresh', { bubbles: true }));
}

async function ask(area) {
  const url = new URL(area.dataset.pollUrl, location.href);
  url.searchParams.set('version', area.dataset.version);
  const answer = await fetch(url, { headers: { 'X-Holdfast-Poll': '1', Accept: 'application/json' }, credentials: 'same-origin' });
  if (answer.redirected || answer.status === 401 || answer.status === 403) throw new Error('signed out');
  if (answer.status === 204) return;
  if (!answer.ok) throw new Error('no answer');
  const { version } = await answer.json();
  if (String(version) === area.dataset.version) return;
  if (busy(area)) say(area, 'There is something new in this list.');
  else await replace(area);
}

function watch(area) {
  let wait = EVERY;
  const again = async () => {
    if (!document.hidden) {
      try {
        await ask(area);
        wait = EVERY;
      } catch (fault) {
        wait = Math.min(wait * 2, SLOWEST);
        say(area, fault.message === 'signed out'
          ? 'You have been signed out: this list is not being updated.'
          : `This list could not be updated at ${clockNow()}.`);
      }
    }
    setTimeout(again, wait);
  };
  say(area, 'This list updates itself.');
  setTimeout(again, wait);
}

document.querySelectorAll('[data-poll-url]').forEach(watch);

// Writing a minute without losing a word. Enter writes the line, and the page goes on; F2 goes through who may read it.
//   POST the form's action, header X-Holdfast-Line: 1, with the key of the line and the seconds it waited in this page.
//   200 {"written": true}   422 {"faults": [...]}: the words come back into the box, with what to put right.
// Lines that have not arrived stay in this page's memory and nowhere else, and are sent again until they arrive. The key makes a
// line that arrived twice one line.
const form = document.querySelector('[data-minute-form]');
const waiting = document.querySelector('[data-lines-waiting]');
const SLOWEST = 15000;

const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

function start() {
  const text = form.elements.text;
  const who = form.elements.who;
  const queue = [];
  let sending = false;
  let wait = 1000;
  let leaving = false;

  const say = (words, failed = false) => {
    waiting.replaceChildren();
    if (!words) return;
    const line = document.createElement('p');
    line.className = failed ? 'minute-waiting__failed' : 'minute-waiting__words';
    line.textContent = words;
    waiting.append(line);
    if (!queue.length) return;
    const list = document.createElement('ul');
    queue.forEach((one) => {
      const row = document.createElement('li');
      row.textContent = one.data.get('text');
      list.append(row);
    });
    waiting.append(list);
  };
  const lines = () => (queue.length === 1 ? '1 line is' : `${queue.length} lines are`);

  const signedOut = () => {
    say(`${lines()} not saved yet: you have been signed out. Nothing is lost while this page stays open. `, true);
    const link = document.createElement('a');
    link.href = document.body.dataset.signInUrl || '/';
    link.target = '_blank';
    link.rel = 'opener';
    link.textContent = 'Sign in again (opens in a new tab)';
    waiting.firstChild.append(link);
  };

  // After signing in again the page has a new safety token.
  async function fresh() {
    const answer = await fetch(location.pathname, { credentials: 'same-origin', headers: { 'X-Holdfast-Poll': '1' } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const token = page.querySelector('[name=csrfmiddlewaretoken]');
    if (token) document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((box) => { box.value = token.value; });
    return page;
  }

  async function showWritten() {
    const page = await fresh();
    const area = document.getElementById('minute-lines');
    const now = page && page.getElementById('minute-lines');
    if (!area || !now) return;
    area.replaceChildren(...now.childNodes);
    area.dataset.version = now.dataset.version;
  }

  async function post(one) {
    one.data.set('waited', String(Math.round((Date.now() - one.at) / 1000)));
    one.data.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    return fetch(form.action, {
      method: 'POST',
      body: one.data,
      credentials: 'same-origin',
      headers: { 'X-Holdfast-Line': '1', 'X-Requested-With': 'fetch', Accept: 'application/json' },
    });
  }
  const refused = (answer) => answer.redirected || answer.status === 401 || answer.status === 403;

  async function send() {
    if (sending || !queue.length) return;
    sending = true;
    const one = queue[0];
    try {
      let answer = await post(one);
      if (refused(answer) && await fresh()) answer = await post(one);
      if (refused(answer)) throw new Error('signed out');
      if (answer.status === 422) {
        const { faults } = await answer.json();
        queue.shift();
        text.value = text.value ? `${one.data.get('text')}\n${text.value}` : one.data.get('text');
        say(faults.join(' '), true);
      } else if (!answer.ok) {
        throw new Error('not saved');
      } else {
        queue.shift();
        wait = 1000;
        say(queue.length ? `${lines()} being saved.` : 'Written.');
        await showWritten();
      }
    } catch (fault) {
      wait = Math.min(wait * 2, SLOWEST);
      if (fault.message === 'signed out') signedOut();
      else say(`${lines()} not saved yet: the connection is down. Nothing is lost while this page stays open; it is sent again.`, true);
      setTimeout(send, wait);
      return;
    } finally {
      sending = false;
    }
    send();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const data = new FormData(form);
    data.set('key', newKey());
    queue.push({ data, at: Date.now() });
    text.value = '';
    who.value = '';
    form.elements.kind.value = 'said';
    ['owner', 'level', 'speaker'].forEach((name) => { if (form.elements[name]) form.elements[name].value = ''; });
    form.querySelectorAll('[name^=due_on]').forEach((box) => { box.value = ''; });
    form.querySelectorAll('[name=named]').forEach((box) => { box.checked = false; });
    text.focus();
    say(`${lines()} being saved.`);
    send();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'F2') {
      event.preventDefault();
      who.selectedIndex = (who.selectedIndex + 1) % who.options.length;
      say(`Who may read it: ${who.options[who.selectedIndex].text}.`);
    } else if (event.key === 'Enter' && event.target === text && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener('submit', (event) => { if (event.target !== form) leaving = !queue.length; });
  window.addEventListener('online', () => { wait = 1000; send(); });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && (queue.length || text.value.trim())) event.preventDefault();
  });
  const help = form.parentElement.querySelector('[data-line-help]');
  if (help) help.textContent = 'Enter writes the line; Shift and Enter begin a new one in it. F2 goes through who may read it.';
}

if (form && waiting) start();

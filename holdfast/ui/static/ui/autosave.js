// Saves a draft while it is written. A form with data-autosave-url sends the answers that changed, two seconds after
// the last change:
//   POST data-autosave-url, header X-CSRFToken and X-Holdfast-Autosave: 1, form data of the changed questions; each
//   changed name is listed under _changed, so that an answer taken away is known.
//   200 {"saved": "24 Nov, 4:30pm", "version": 3}   409: somebody else saved (shown when the person continues)
// Unsent words stay in this page and nowhere else. Signed out: says so, opens sign-in beside, and saves afterwards.
const PAUSE = 2000;

function start(form) {
  const status = document.querySelector('[data-autosave-status]');
  const changed = new Set();
  let sending = false;
  let timer = null;
  let leaving = false;

  const show = (words, failed = false) => {
    if (!status) return;
    status.textContent = words;
    status.classList.toggle('hf-saved--failed', failed);
  };

  const showSignedOut = () => {
    show('You have been signed out. Your words are still in this page. ', true);
    const link = document.createElement('a');
    link.href = document.body.dataset.signInUrl || form.dataset.signInUrl || '/';
    link.target = '_blank';
    link.rel = 'opener';
    link.textContent = 'Sign in again (opens in a new tab)';
    status?.append(link, document.createTextNode(', then come back here: it saves by itself.'));
  };

  const token = () => form.elements.csrfmiddlewaretoken;

  const gather = (names) => {
    const all = new FormData(form);
    const sent = new FormData();
    names.forEach((name) => {
      sent.append('_changed', name);
      all.getAll(name).filter((value) => typeof value === 'string').forEach((value) => sent.append(name, value));
    });
    if (form.elements.version && !names.includes('version')) sent.append('version', form.elements.version.value);
    return sent;
  };

  // Signing in again gives a new safety token; it is read from a fresh copy of this page.
  async function renewToken() {
    const answer = await fetch(location.href, { credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[name=csrfmiddlewaretoken]');
    if (!fresh || !token()) return false;
    document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((box) => { box.value = fresh.value; });
    return true;
  }

  const post = (names, keepalive) => fetch(form.dataset.autosaveUrl, {
    method: 'POST',
    body: gather(names),
    credentials: 'same-origin',
    keepalive,
    headers: { 'X-CSRFToken': token()?.value ?? '', 'X-Holdfast-Autosave': '1', Accept: 'application/json' },
  });

  const refused = (answer) => answer.redirected || answer.status === 401 || answer.status === 403;

  async function save({ keepalive = false } = {}) {
    // What is being sent whole needs no saving: a second, older copy would look like somebody else's.
    if (leaving || sending || !changed.size) return;
    const names = [...changed];
    changed.clear();
    sending = true;
    try {
      let answer = await post(names, keepalive);
      if (refused(answer) && await renewToken()) answer = await post(names, false);
      if (refused(answer)) throw new Error('signed out');
      if (answer.status === 409) {
        show('Somebody else has changed this. Continue, and both versions are shown.', true);
        return;
      }
      if (!answer.ok) throw new Error('not saved');
      const { saved, version } = await answer.json();
      if (version !== undefined && form.elements.version) form.elements.version.value = version;
      show(`Draft saved ${saved}`);
    } catch (fault) {
      names.forEach((name) => changed.add(name));
      if (fault.message === 'signed out') showSignedOut();
      else show('Not saved yet: the connection is down. Your words are still in this page, and saving is tried again.', true);
      timer = setTimeout(save, 15000);
    } finally {
      sending = false;
      if (changed.size && !timer) timer = setTimeout(save, PAUSE);
    }
  }

  const noticed = (event) => {
    const name = event.target.name;
    if (!name || name === 'csrfmiddlewaretoken' || event.target.type === 'file') return;
    changed.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => { timer = null; save(); }, PAUSE);
  };

  form.addEventListener('input', noticed);
  form.addEventListener('change', noticed);
  form.addEventListener('submit', () => { leaving = true; clearTimeout(timer); });
  window.addEventListener('focus', () => save());
  document.addEventListener('visibilitychange', () => { if (document.hidden) save({ keepalive: true }); });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && changed.size) event.preventDefault();
  });
}

document.querySelectorAll('form[data-autosave-url]').forEach(start);

// Staying signed in. The page is told how many seconds are left if nothing is done, and in all. Writing counts as doing something:
// the server is asked for more time while somebody types. Before time runs out a warning says so; after it the page is covered,
// with its words still beneath, until the person has signed in again in another tab.
const { stayUrl, idle, absolute, warning } = document.body.dataset;
const ASK_EVERY = 60000;

function start() {
  const box = document.getElementById('sitting-warning');
  const cover = document.getElementById('sitting-over');
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('holdfast-sitting') : null;
  let idleEnds = Date.now() + Number(idle) * 1000;
  let allEnds = Date.now() + Number(absolute) * 1000;
  let asked = Date.now();
  let before = null;

  const left = (seconds) => (seconds > 90 ? `${Math.round(seconds / 60)} minutes` : `${Math.max(0, Math.round(seconds))} seconds`);

  const know = (answer) => {
    idleEnds = Date.now() + answer.idle * 1000;
    allEnds = Date.now() + answer.absolute * 1000;
  };

  async function ask() {
    asked = Date.now();
    const reply = await fetch(stayUrl, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
    if (!reply.ok || reply.redirected) return false;
    const answer = await reply.json();
    know(answer);
    channel?.postMessage(answer);
    return true;
  }

  // Signing in again gives a new safety token; it is read from a fresh copy of this page.
  async function renewToken() {
    const reply = await fetch(location.href, { credentials: 'same-origin' });
    if (!reply.ok || reply.redirected) return;
    const fresh = new DOMParser().parseFromString(await reply.text(), 'text/html').querySelector('[name=csrfmiddlewaretoken]');
    if (fresh) document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((token) => { token.value = fresh.value; });
  }

  const hide = () => { if (!box.hidden) box.hidden = true; };

  function uncover() {
    cover.hidden = true;
    document.body.classList.remove('hf-covered');
    document.querySelectorAll('[data-was-open]').forEach((part) => { part.inert = false; delete part.dataset.wasOpen; });
    before?.focus?.();
  }

  function coverUp() {
    if (!cover.hidden) return;
    before = document.activeElement;
    hide();
    cover.hidden = false;
    document.body.classList.add('hf-covered');
    [...document.body.children].forEach((part) => {
      if (part !== cover && !part.inert) { part.inert = true; part.dataset.wasOpen = '1'; }
    });
    document.getElementById('sitting-over-title').focus();
  }

  async function back() {
    if (cover.hidden) return;
    try {
      if (await ask()) { await renewToken(); uncover(); }
    } catch { /* no connection: the cover stays, and coming back to the tab asks again */ }
  }

  function look() {
    const idleLeft = (idleEnds - Date.now()) / 1000;
    const allLeft = (allEnds - Date.now()) / 1000;
    const soonest = Math.min(idleLeft, allLeft);
    if (soonest <= 0) { coverUp(); return; }
    if (soonest > Number(warning)) { hide(); return; }
    const byAll = allLeft <= idleLeft;
    box.querySelector('[data-sitting-words]').textContent = byAll
      ? `You will be signed out in ${left(allLeft)}, because you have been signed in for so long. Save what you are writing.`
      : `You will be signed out in ${left(idleLeft)}, because nothing has been done for a while.`;
    box.querySelector('[data-sitting-stay]').hidden = byAll;
    box.hidden = false;
  }

  const writing = () => {
    if (cover.hidden && Date.now() - asked > ASK_EVERY) ask().catch(() => {});
  };

  box.querySelector('[data-sitting-stay]').addEventListener('click', () => ask().then(look).catch(() => {}));
  document.addEventListener('input', writing);
  channel?.addEventListener('message', (event) => { know(event.data); back(); });
  window.addEventListener('focus', back);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { look(); back(); } });
  setInterval(look, 5000);
  look();
}

if (stayUrl) start();

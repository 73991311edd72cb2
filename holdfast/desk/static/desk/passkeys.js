// Passkeys. A form with data-passkey="make" or "use" is shown where the browser knows passkeys, asks the browser for one when it
// is sent, and sends the browser's answer in `credential`. The browser's options stand in the form as JSON; a form without them
// fetches them from its own address. Without JavaScript the form stays hidden: the code is the plain path.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const listed = (credentials = []) => credentials.map((one) => ({ ...one, id: bytes(one.id) }));

const forBrowser = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
    ...(publicKey.excludeCredentials && { excludeCredentials: listed(publicKey.excludeCredentials) }),
    ...(publicKey.allowCredentials && { allowCredentials: listed(publicKey.allowCredentials) }),
  },
});

const answer = (credential) => {
  const { response } = credential;
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const sent = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, letters(response[part])]));
  return {
    type: credential.type,
    id: credential.id,
    rawId: letters(credential.rawId),
    clientExtensionResults: credential.getClientExtensionResults(),
    response: sent,
  };
};

async function options(form) {
  const given = form.querySelector('[data-passkey-options]');
  if (given) return JSON.parse(given.textContent);
  const reply = await fetch(form.action, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } });
  if (!reply.ok) throw new Error('no options');
  return (await reply.json()).request_options;
}

async function make(form) {
  const asked = forBrowser(await options(form));
  // A passkey stands alone: it is found without a name, and unlocked by its owner each time.
  asked.publicKey.authenticatorSelection = {
    ...asked.publicKey.authenticatorSelection, residentKey: 'required', requireResidentKey: true, userVerification: 'required',
  };
  return navigator.credentials.create(asked);
}

const use = async (form) => navigator.credentials.get(forBrowser(await options(form)));

function start(form) {
  const said = form.querySelector('[data-passkey-said]');
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    said.hidden = true;
    try {
      const credential = await (form.dataset.passkey === 'make' ? make(form) : use(form));
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      said.textContent = form.dataset.passkeyFault;
      said.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll('form[data-passkey]').forEach(start);

// The way out: the link, or Esc three times, puts another page in the place of this one, so that "back" does not lead to it.
const out = document.querySelector('[data-way-out]');
if (out) {
  const leave = () => {
    document.body.hidden = true;
    window.location.replace(out.href);
  };
  out.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let times = [];
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      times = [];
      return;
    }
    times = [...times, event.timeStamp].filter((at) => event.timeStamp - at < 5000);
    if (times.length >= 3) leave();
  });
}

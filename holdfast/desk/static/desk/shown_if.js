// Shows a question only when an answer before it makes it worth asking. Without this script every question is shown.
// An answer already given is never hidden.
const asked = document.querySelectorAll('[data-shown-if]');

const answersOf = (name) => [...document.querySelectorAll(`[name="${name}"]`)]
  .filter((box) => (box.type !== 'radio' && box.type !== 'checkbox') || box.checked)
  .map((box) => box.value);

const holdsAnswer = (place) => [...place.querySelectorAll('input, textarea, select')]
  .some((box) => (box.type === 'radio' || box.type === 'checkbox' ? box.checked : box.value.trim() !== ''));

function look() {
  asked.forEach((place) => {
    const wanted = place.dataset.shownFor.split(' ');
    const met = answersOf(place.dataset.shownIf).some((answer) => wanted.includes(answer));
    place.hidden = !met && !holdsAnswer(place);
  });
}

document.addEventListener('change', look);
look();

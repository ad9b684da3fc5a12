// The page of a call that a search led to: the found words are marked by the seconds in which they are spoken, N and P
// jump from one place to the next, and an address that ends in #t=83.4 sets the sound and the transcript to that second.

const NEAR_S = 0.05;

const starts = (id) => [...document.querySelectorAll(`#${id} li`)].map((item) => Number(item.dataset.start));
let place = -1; // which of the places was jumped to last

function mark() {
  const spoken = [...document.querySelectorAll("#found-words li")].map((item) => [Number(item.dataset.start), Number(item.dataset.end)]);
  for (const word of document.querySelectorAll("#turns .word")) {
    const [start, end] = [Number(word.dataset.start), Number(word.dataset.end)];
    word.classList.toggle("is-found", spoken.some(([from, to]) => from < end && to > start));
  }
}

function tellPlace() {
  const number = document.getElementById("found-number");
  const text = place < 0 ? null : `${place + 1} / ${number?.dataset.count}`;
  if (number && text && number.textContent !== text) number.textContent = text;
}

function goTo(second) {
  document.dispatchEvent(new CustomEvent("player:seek", { detail: { second } }));
  const spans = [...document.querySelectorAll("#turns .word, #turns .turn")];
  const here = spans.find((span) => Math.abs(Number(span.dataset.start) - second) < NEAR_S && span.matches(".word"))
    ?? spans.findLast((span) => Number(span.dataset.start) <= second + NEAR_S && Number(span.dataset.end) > second);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  here?.closest(".turn").scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function jump(step) {
  const places = starts("found-places");
  if (!places.length) return;
  place = place < 0 ? (step > 0 ? 0 : places.length - 1) : (place + step + places.length) % places.length;
  tellPlace();
  goTo(places[place]);
}

function goToAddress() {
  const second = Number(/^#t=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1] ?? NaN);
  if (Number.isNaN(second)) return;
  place = starts("found-places").findIndex((start) => Math.abs(start - second) < NEAR_S);
  tellPlace();
  goTo(second);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-found]");
  if (button) jump(Number(button.dataset.found));
});
document.addEventListener("live:swapped", (event) => {
  if (event.detail.name === "call-words" || event.detail.name === "call-found") mark();
  if (event.detail.name === "call-found") tellPlace();
});
window.addEventListener("hashchange", goToAddress);
mark();
goToAddress();

// Choosing words of the transcript, with the mouse or the keyboard, to say that they are private or that they are not.

let chosen = null; // {words, from, to}: all words of one turn, and the places between which they are chosen

const form = () => document.getElementById("private-form");
const typing = "input:not([type=hidden]), textarea, [contenteditable=true]";

// ---- what is chosen ----
function wordsOf(turn) {
  return [...turn.querySelectorAll(".word")];
}

function choose(words, from, to) {
  clear();
  if (!words.length || !form()) return;
  const inside = (place) => Math.max(0, Math.min(words.length - 1, place));
  chosen = { words, from: inside(from), to: inside(to) };
  for (const word of picked()) word.classList.add("is-chosen");
  fill();
  words[chosen.to].scrollIntoView({ block: "nearest", behavior: "instant" }); // a held key is never behind
}

function picked() {
  if (!chosen) return [];
  const [first, last] = [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)];
  return chosen.words.slice(first, last + 1);
}

function clear() {
  for (const word of document.querySelectorAll(".word.is-chosen")) word.classList.remove("is-chosen");
  chosen = null;
  if (form()) form().hidden = true;
}

function fill() {
  const words = picked();
  const turn = words[0].closest(".turn");
  form().elements.turn.value = turn.id.replace("turn-", "");
  form().elements.start.value = words[0].dataset.start;
  form().elements.end.value = words.at(-1).dataset.end;
  const space = turn.querySelector(".turn-text").lang === "zh" ? "" : " ";
  document.getElementById("private-words").textContent = words.map((word) => word.textContent).join(space);
  form().hidden = false;
  document.documentElement.style.setProperty("--private-form", `${form().offsetHeight}px`);
}

// ---- with the mouse ----
document.addEventListener("mouseup", (event) => {
  if (event.target.closest?.("#private-form")) return;
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll("#turns .word")].filter((word) => range.intersectsNode(word));
  if (!touched.length) return;
  const words = wordsOf(touched[0].closest(".turn"));
  const same = touched.filter((word) => words.includes(word)); // a correction is about one turn
  choose(words, words.indexOf(same[0]), words.indexOf(same.at(-1)));
});

// ---- with the keyboard ----
function worded(selector) { // a sentence that a robot said has no words to choose
  return [...document.querySelectorAll(selector)].filter((turn) => wordsOf(turn).length);
}

function begin() {
  const turn = worded("#turns .turn.is-now")[0] ?? worded("#turns .turn")[0];
  if (turn) choose(wordsOf(turn), 0, 0);
}

function toTurn(step) {
  const turns = worded("#turns .turn");
  const next = turns[turns.indexOf(chosen.words[0].closest(".turn")) + step];
  if (next) choose(wordsOf(next), 0, 0);
}

function move(step, extend) {
  const to = chosen.to + step;
  choose(chosen.words, extend ? chosen.from : to, to);
}

function send(button) {
  form().requestSubmit(document.getElementById(button));
}

const KEYS = {
  ArrowLeft: (event) => move(-1, event.shiftKey),
  ArrowRight: (event) => move(1, event.shiftKey),
  ArrowUp: () => toTurn(-1),
  ArrowDown: () => toTurn(1),
  Enter: () => send("private-mark"),
  Delete: () => send("private-unmark"),
  Backspace: () => send("private-unmark"),
  Escape: () => clear(),
};

// Before the player and the page take a key for theirs.
document.addEventListener("keydown", (event) => {
  if (!chosen || event.ctrlKey || event.altKey || event.metaKey || event.target.closest(typing)) return;
  if (event.key !== "Escape" && event.target.closest("#private-form select, #private-form button")) return;
  const act = KEYS[event.key];
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  act(event);
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("#private-choose")) begin();
  if (event.target.closest("#private-cancel")) clear();
});

// ---- the words come anew when something was marked ----
function ready() {
  const button = document.getElementById("private-choose");
  if (button) button.hidden = false;
}

document.addEventListener("live:swapped", (event) => {
  if (event.detail.name !== "call-words") return;
  clear();
  ready();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id === "private-form" && event.detail.successful) clear();
});
ready();

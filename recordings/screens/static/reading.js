// Figures in the transcript stand for spoken words: one key shows the words instead, and the choice is kept.

const KEY = "callcenter.numbers-as-spoken";

function asSpoken() {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return false; // a browser that keeps nothing shows figures
  }
}

function keep(spoken) {
  try {
    localStorage.setItem(KEY, spoken ? "yes" : "no");
  } catch {
    // the choice then holds for this page only
  }
}

function show(spoken) {
  for (const word of document.querySelectorAll("#turns .word-read")) {
    if (word.classList.contains("is-spoken") === spoken) continue;
    [word.textContent, word.title] = [word.title, word.textContent];
    word.classList.toggle("is-spoken", spoken);
  }
  document.getElementById("as-spoken")?.setAttribute("aria-pressed", String(spoken));
}

let spoken = asSpoken();

document.addEventListener("click", (event) => {
  if (!event.target.closest("#as-spoken")) return;
  spoken = !spoken;
  keep(spoken);
  show(spoken);
});
document.addEventListener("live:swapped", (event) => {
  if (event.detail.name === "call-words") begin(); // the button has come anew, and hidden
});

function begin() {
  const button = document.getElementById("as-spoken");
  if (button) button.hidden = false;
  show(spoken);
}
begin();

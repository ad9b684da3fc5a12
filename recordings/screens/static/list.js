// The list of calls and what a search found: arrow keys walk the rows; Escape empties the search box; an empty list is
// filled as soon as there is a first call.
"use strict";

(() => {
  const links = () => [...document.querySelectorAll("#calls .calls-who a, #found .found-turn")];

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || document.activeElement?.closest("details[open], input, select, textarea")) return;
    const all = links();
    const place = all.indexOf(document.activeElement);
    const next = all[place < 0 ? (step > 0 ? 0 : -1) : place + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  const words = document.getElementById("words");
  words?.addEventListener("keydown", (event) => {
    // The first Escape empties the box; the next one, in an empty box, leaves it (app.js).
    if (event.key !== "Escape" || event.isComposing || !words.value) return;
    event.preventDefault();
    words.value = "";
  });
  words?.form.addEventListener("submit", (event) => {
    if (words.value.trim()) return;
    event.preventDefault();
    words.focus();
  });
  for (const select of words?.form.querySelectorAll("select") ?? []) {
    select.addEventListener("change", () => words.value.trim() && words.form.requestSubmit());
  }

  document.addEventListener("live:swapped", (event) => {
    // Nothing stands under anybody's hand in an empty list, so the first call is shown without being asked for.
    if (event.detail.name === "calls-badge" && !links().length && document.getElementById("show-new")) location.reload();
  });
})();

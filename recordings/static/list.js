// The list of calls: arrow keys walk the rows; an empty list is filled as soon as there is a first call.
"use strict";

(() => {
  const links = () => [...document.querySelectorAll("#calls .calls-who a")];

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

  document.addEventListener("live:swapped", (event) => {
    // Nothing stands under anybody's hand in an empty list, so the first call is shown without being asked for.
    if (event.detail.name === "calls-badge" && !links().length && document.getElementById("show-new")) location.reload();
  });
})();

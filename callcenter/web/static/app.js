// Small behaviours of every page: keys, menus, ticking times, notices. No page needs it to be usable.
"use strict";

(() => {
  // ---- notices: one reserved place, texts only ----
  function notice(text, tone = "act") {
    const place = document.getElementById("notice");
    if (!place) return;
    const box = document.createElement("div");
    const line = document.createElement("p");
    box.className = `notice notice-${tone}`;
    line.textContent = text;
    box.append(line);
    place.replaceChildren(box);
  }
  window.callcenter = { notice };

  document.addEventListener("htmx:sendError", () => notice(document.body.dataset.textSendFailed));
  document.addEventListener("htmx:timeout", () => notice(document.body.dataset.textSendFailed));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr.status < 400 && event.detail.successful) document.getElementById("notice")?.replaceChildren();
  });

  // ---- menus and closing buttons ----
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close]");
    if (closer) document.querySelector(closer.dataset.close)?.replaceChildren();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.form?.dataset.submitOn === "change") event.target.form.requestSubmit();
  });

  // ---- keys: data-key on buttons, links and fields ----
  const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]):not([type=range]), textarea, select, [contenteditable=true]";

  function pressed(event) {
    // Letters and digits by their place on the keyboard: B is B in a Russian layout too.
    const place = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
    if (place && !event.shiftKey) return (place[1] || place[2]).toLowerCase();
    if (event.code === "Slash" && !event.shiftKey) return "/";
    return event.key.length === 1 ? event.key : event.key.toLowerCase();
  }

  function isUsable(element) {
    return !element.disabled && element.checkVisibility();
  }

  function closeMenus() {
    const open = document.querySelector("details.menu[open]");
    if (!open) return false;
    open.open = false;
    open.querySelector("summary").focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = pressed(event);
    if (key === "escape" && closeMenus()) return;
    const active = document.activeElement;
    if (active?.matches(TYPING)) {
      if (key === "escape") active.blur();
      return;
    }
    if (key === "enter" && active?.matches("a[href], button, summary, [role=button]")) return;
    // An open dialog has the keys to itself: Escape closes it and does not press 'Back' behind it.
    const wanted = [...(document.querySelector("dialog[open]") ?? document).querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key.toLowerCase() === key && isUsable(element),
    );
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches(TYPING)) wanted.focus();
    else if (!event.repeat) wanted.click();
  });

  // ---- times that run by themselves ----
  function clock(milliseconds) {
    const all = Math.max(0, Math.floor(milliseconds / 1000));
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  }

  function tick() {
    const now = Date.now();
    for (const element of document.querySelectorAll("[data-since], [data-until]")) {
      const { since, until } = element.dataset;
      const text = clock(since ? now - Date.parse(since) : Date.parse(until) - now);
      if (element.textContent !== text) element.textContent = text;
    }
  }
  setInterval(tick, 500);
  document.addEventListener("live:swapped", tick);
  document.addEventListener("htmx:afterSwap", tick);
  tick();

  // ---- the title of a hidden tab tells of a ringing call ----
  const title = document.title;
  function showTitle() {
    const wanted = document.querySelector("[data-title]")?.dataset.title;
    document.title = wanted ? `${wanted} · ${title}` : title;
  }
  document.addEventListener("live:swapped", showTitle);
  showTitle();
})();

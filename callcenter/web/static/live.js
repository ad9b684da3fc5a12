// Live regions: elements with data-live are kept up to date by server-sent events. The browser's own EventSource
// connects again by itself, also in a hidden tab; this script takes over where it gives up, and notices silence.
// Browsers allow six connections to one address: pages that need no news while hidden let go of theirs.
"use strict";

(() => {
  const url = document.body.dataset.liveUrl;
  if (!url || !window.EventSource) return;

  const SILENCE_MS = 40_000; // the server speaks every 15 s at least
  const SHOW_LOSS_MS = 1500; // a blink of the network is not worth a word
  const LONGEST_WAIT_MS = 10_000;

  let source = null;
  let heard = Date.now();
  let wait = 1000;
  let again = 0;
  let showLoss = 0;
  let listening = new Set();
  let ended = false;
  let resting = false; // a hidden page that nobody needs to hear from gives its connection to other tabs
  const restsWhenHidden = document.body.dataset.liveHidden === "rest";

  // ---- swapping a region without touching what a person is doing in it ----
  function isChanged(field) {
    if (field.matches("input[type=checkbox], input[type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("input, textarea")) return field.type !== "hidden" && field.value !== field.defaultValue;
    if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return false;
  }

  const callbacks = {
    beforeNodeMorphed(old) {
      if (old.nodeType !== Node.ELEMENT_NODE) return true;
      if (old.hasAttribute("data-live-keep")) return false;
      return !isChanged(old);
    },
    beforeAttributeUpdated(name, element) {
      return !(name === "open" && element.matches("details, dialog"));
    },
  };

  function swap(name, data) {
    const region = document.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (!region) return;
    const fresh = new DOMParser().parseFromString(data, "text/html").body.firstElementChild;
    if (!fresh || fresh.dataset.version === region.dataset.version) return;
    region.dataset.version = fresh.dataset.version;
    Idiomorph.morph(region, fresh.innerHTML, { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks });
    window.htmx?.process(region);
    listen();
    region.dispatchEvent(new CustomEvent("live:swapped", { bubbles: true, detail: { name } }));
  }

  // ---- the connection ----
  function listen() {
    for (const region of document.querySelectorAll("[data-live]")) {
      const name = region.dataset.live;
      if (listening.has(name)) continue;
      listening.add(name);
      source.addEventListener(name, (event) => {
        heard = Date.now();
        swap(name, event.data);
      });
    }
  }

  function connect() {
    clearTimeout(again);
    source?.close();
    heard = Date.now();
    listening = new Set();
    source = new EventSource(url);
    source.addEventListener("open", back);
    source.addEventListener("error", lost);
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.addEventListener("signed-out", signedOut);
    listen();
  }

  function back() {
    heard = Date.now();
    wait = 1000;
    clearTimeout(showLoss);
    showLoss = 0;
    document.getElementById("live-state")?.setAttribute("hidden", "");
    document.dispatchEvent(new CustomEvent("live:back"));
  }

  function lost() {
    if (ended) return;
    if (!showLoss) {
      showLoss = setTimeout(() => document.getElementById("live-state")?.removeAttribute("hidden"), SHOW_LOSS_MS);
      document.dispatchEvent(new CustomEvent("live:lost"));
    }
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    clearTimeout(again);
    again = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  function signedOut() {
    ended = true;
    source.close();
    window.callcenter?.notice(document.body.dataset.textSignedOut);
  }

  function lookAgain() {
    if (ended || resting) return;
    if (source.readyState !== EventSource.OPEN) connect();
  }

  function showOrHide() {
    if (ended) return;
    if (document.hidden && restsWhenHidden) {
      resting = true;
      clearTimeout(again);
      source.close();
    } else if (!document.hidden) {
      resting = false;
      lookAgain();
    }
  }

  setInterval(() => {
    if (!ended && !resting && Date.now() - heard > SILENCE_MS) {
      lost();
      connect();
    }
  }, 5000);
  window.addEventListener("online", lookAgain);
  document.addEventListener("visibilitychange", showOrHide);
  window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  window.addEventListener("pagehide", () => source?.close());
  connect();
})();

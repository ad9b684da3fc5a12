// The desk: notes saved while they are typed, drafts that survive, keys that focus, and a ring that is not missed.
"use strict";

(() => {
  const desk = document.querySelector(".desk");
  if (!desk) return;
  const texts = desk.dataset;
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* a full or forbidden store costs only the draft */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* the same */ } },
  };

  // ---- without the stream a click still shows its effect ----
  let live = true;
  document.addEventListener("live:lost", () => { live = false; });
  document.addEventListener("live:back", () => { live = true; saveAllNotes(); });
  document.addEventListener("htmx:beforeRequest", (event) => {
    document.getElementById("desk-message")?.replaceChildren();
    event.target.closest("form")?.querySelector(".capture-problem")?.replaceChildren();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (event.detail.successful && event.detail.xhr.status === 204) {
      if (form?.hasAttribute("data-draft")) store.drop(`draft:${form.id}`);
      if (!live && event.detail.requestConfig.verb === "post" && !form?.matches("[id^=capture-]")) location.reload();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) return;
    sent = "";
    document.querySelectorAll(".is-sent").forEach((one) => one.classList.remove("is-sent"));
  });

  // ---- notes ----
  const waiting = new Map();
  const refused = new Map(); // a text that is too long is not sent again before it was changed

  function noteState(field, text) {
    const place = document.getElementById(field.id.replace("note-", "note-state-"));
    if (place && place.textContent !== text) place.textContent = text;
  }

  function draftKey(field) { return `note:${field.dataset.url}`; }

  function isUnsaved(field) { return field.value !== (field.dataset.saved ?? field.defaultValue); }

  function saved(field, text, version) {
    field.dataset.saved = text;
    field.defaultValue = text; // the live stream may now bring a newer one
    field.dataset.noteVersion = version;
    if (field.value === text) store.drop(draftKey(field));
  }

  async function saveNote(field) {
    clearTimeout(waiting.get(field.id));
    waiting.delete(field.id);
    if (!isUnsaved(field) || field.dataset.busy || field.dataset.conflict) return;
    if (refused.get(field.id) === field.value) return;
    const text = field.value;
    field.dataset.busy = "1";
    noteState(field, texts.textSaving);
    try {
      const body = new URLSearchParams({ note: text, note_version: field.dataset.noteVersion });
      const answer = await fetch(field.dataset.url, { method: "POST", body, headers: { accept: "application/json" } });
      const said = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : {};
      if (answer.ok && said.note_version) {
        saved(field, text, said.note_version);
        noteState(field, texts.textSaved);
      } else if (said.note_version && field.value.startsWith(said.other)) {
        saved(field, said.other, said.note_version); // the other text is the beginning of this one: only go on
      } else if (said.note_version) {
        showConflict(field, said);
      } else {
        if (answer.status === 422) refused.set(field.id, text);
        noteState(field, said.problem || texts.textUnsaved);
      }
    } catch {
      noteState(field, texts.textUnsaved);
      later(field, 4000);
    } finally {
      delete field.dataset.busy;
    }
    const goesOn = isUnsaved(field) && !field.dataset.conflict && refused.get(field.id) !== field.value;
    if (goesOn && !waiting.has(field.id)) later(field, 1500);
  }

  function later(field, pause) {
    clearTimeout(waiting.get(field.id));
    waiting.set(field.id, setTimeout(() => saveNote(field), pause));
  }

  function saveAllNotes() {
    for (const field of document.querySelectorAll("[data-note]")) saveNote(field);
  }

  function showConflict(field, said) {
    const place = document.getElementById(field.id.replace("note-", "note-conflict-"));
    if (!place) return;
    field.dataset.conflict = "1";
    place.querySelector("[data-conflict-text]").textContent = said.problem;
    place.querySelector("[data-conflict-other]").textContent = said.other;
    place.hidden = false;
    noteState(field, texts.textUnsaved);
    for (const button of place.querySelectorAll("[data-keep]")) {
      button.onclick = () => {
        const both = said.other ? `${said.other}\n${field.value}` : field.value;
        field.value = { mine: field.value, other: said.other, both }[button.dataset.keep];
        place.hidden = true;
        delete field.dataset.conflict;
        saved(field, said.other, said.note_version);
        saveNote(field);
        field.focus();
      };
    }
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("[data-note]")) {
      store.set(draftKey(field), field.value);
      later(field, 600);
      return;
    }
    const form = field.closest("form[data-draft]");
    if (form) store.set(`draft:${form.id}`, JSON.stringify([...new FormData(form)].filter(([name]) => name !== "version")));
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-note]")) saveNote(event.target);
  });
  window.addEventListener("pagehide", () => {
    for (const field of document.querySelectorAll("[data-note]")) {
      if (!isUnsaved(field) || field.dataset.conflict) continue;
      navigator.sendBeacon(field.dataset.url, new URLSearchParams({ note: field.value, note_version: field.dataset.noteVersion }));
    }
  });

  // ---- drafts: what was typed comes back after a reload, or when a ringing call had taken its place ----
  function restore() {
    for (const field of document.querySelectorAll("[data-note]:not([data-restored])")) {
      field.dataset.restored = "1";
      const draft = store.get(draftKey(field));
      if (draft === null || draft === field.value) continue;
      if (field.value === "" || draft.startsWith(field.value)) {
        field.value = draft;
        later(field, 100);
      }
    }
    for (const form of document.querySelectorAll("form[data-draft]:not([data-restored])")) {
      form.dataset.restored = "1";
      const draft = store.get(`draft:${form.id}`);
      if (!draft) continue;
      for (const [name, value] of JSON.parse(draft)) {
        for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (field.type === "radio") field.checked = field.value === value;
          else field.value = value;
        }
      }
      const place = form.closest("details");
      if (place) place.open = true;
    }
  }

  let sent = ""; // the version of the call that was answered last

  // ---- keys beside those of data-key ----
  const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select";

  function letter(event) {
    return /^Key([A-Z])$/.exec(event.code)?.[1] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  }

  function focusFor(key) {
    const place = document.querySelector(`[data-focus-key="${CSS.escape(key)}"]`);
    if (place?.matches("form")) return [...place.querySelectorAll("input:not([type=hidden])")].find((one) => !one.value) ?? place.querySelector(".btn-primary");
    if (place) return place;
    if (key === "B" && !document.querySelector("[data-key=B]")) {
      const other = document.querySelector(".other-time");
      if (other) other.open = true;
      return document.querySelector("[data-place]");
    }
    if (key === "E") return document.querySelector(".outcome input:checked, .outcome input[type=radio]");
    return null;
  }

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return event.stopImmediatePropagation(); // the browser's own keys only
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const active = document.activeElement;
    if (event.key === "Escape" && (closePhrase() || closeTool())) return taken(event);
    const tool = openTool();
    if (tool && event.key.startsWith("Arrow") && (tool.contains(active) || active === document.body)) return moveAmongChoices(event, tool, active);
    if (active?.matches("[data-script-filter]") && event.key === "Enter") {
      taken(event);
      return choicesOf(active.closest(".tool-scripts"))[0]?.click();
    }
    if (active?.matches("[data-place]") && event.key.startsWith("Arrow")) return moveAmongPlaces(event, active);
    if (active?.matches("[data-capture]") && event.key === "Enter") {
      event.preventDefault();
      return nextCapture(active);
    }
    if (active?.matches(TYPING)) return;
    if (tool && /^(Digit|Numpad)[0-9]$/.test(event.code)) {
      const choice = tool.querySelector(`[data-choice="${event.code.slice(-1)}"]`);
      if (choice) {
        taken(event);
        return choice.click();
      }
    }
    if (!tool && event.key === "Enter" && !active?.matches("a, button, summary") && !document.querySelector("[data-key=Enter]")) {
      const answers = document.querySelectorAll("#answers button");
      if (answers.length === 1 && !event.repeat) {
        event.preventDefault();
        answers[0].click();
      }
      return;
    }
    const wanted = focusFor(letter(event));
    if (wanted) {
      event.preventDefault();
      wanted.focus();
    }
  }, true);

  // ---- what helps at every step: one tool open at a time, in the place of the answers ----
  function taken(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function openTool() { return document.querySelector(".tool[open]"); }

  function closeTool() {
    const tool = openTool();
    if (!tool) return false;
    tool.open = false;
    if (tool.contains(document.activeElement)) document.activeElement.blur();
    return true;
  }

  function choicesOf(place) {
    return [...(place?.querySelectorAll("button.answer") ?? [])].filter((one) => one.checkVisibility());
  }

  function moveAmongChoices(event, tool, active) {
    const all = choicesOf(tool);
    const here = all.indexOf(active);
    if (!all.length || (active.matches("input") && event.key !== "ArrowDown")) return;
    taken(event);
    const row = all.filter((one) => one.offsetTop === all[0].offsetTop).length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: here < 0 ? 1 : row, ArrowUp: -row }[event.key];
    if (here + step < 0) tool.querySelector("input:not([type=hidden]), summary").focus();
    else all[Math.min(all.length - 1, here + step)].focus();
  }

  document.addEventListener("click", (event) => {
    const tool = event.target.closest(".tool");
    const field = tool?.querySelector("[data-unfit] input, [data-script-filter]");
    if (field && event.target.closest("summary") && !tool.open) {
      event.preventDefault();
      tool.open = true;
      field.focus(); // at once: the first letter may follow the key
    } else if (tool && event.target.closest("button.answer")) {
      setTimeout(closeTool); // the form is on its way
    }
    if (event.target.closest("[data-phrase-back]")) closePhrase();
  });

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-script-filter]")) return;
    const typed = event.target.value.trim().toLocaleLowerCase();
    for (const one of event.target.closest(".tool-scripts").querySelectorAll("[data-script]")) {
      one.hidden = !one.dataset.script.toLocaleLowerCase().includes(typed);
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !event.target.matches("[data-unfit]")) return;
    event.target.reset();
    closeTool();
  });

  // A sentence at hand stands in the place of the step's until the call moves on, or the operator goes back to that.
  let phraseAt = "";

  function stepNow() { return document.querySelector(".say[data-step]")?.dataset.step ?? ""; }

  function closePhrase() {
    const place = document.querySelector(".phrase-place:not(:empty)");
    place?.replaceChildren();
    return Boolean(place);
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches(".phrase-place")) phraseAt = stepNow();
  });
  document.addEventListener("live:swapped", () => {
    if (stepNow() !== phraseAt) closePhrase();
  });

  function moveAmongPlaces(event, active) {
    const all = [...document.querySelectorAll("[data-place]")];
    const rows = [...document.querySelectorAll(".places tr")];
    const row = rows.indexOf(active.closest("tr"));
    const column = [...rows[row].querySelectorAll("[data-place]")].indexOf(active);
    const inRow = (index) => rows[index]?.querySelectorAll("[data-place]");
    const target = {
      ArrowRight: () => all[all.indexOf(active) + 1],
      ArrowLeft: () => all[all.indexOf(active) - 1],
      ArrowDown: () => inRow(row + 1)?.[Math.min(column, inRow(row + 1).length - 1)],
      ArrowUp: () => inRow(row - 1)?.[Math.min(column, inRow(row - 1).length - 1)],
    }[event.key]?.();
    event.preventDefault();
    target?.focus();
  }

  function nextCapture(active) {
    const all = [...document.querySelectorAll("[data-capture]")];
    const next = all[all.indexOf(active) + 1];
    if (next) next.focus();
    else active.blur(); // change is sent; the number keys answer again
  }

  // An answer is sent once; it shows that it was pressed until the next step is there. A key that bounces is no answer.
  document.addEventListener("click", (event) => {
    const answer = event.target.closest("#answers button");
    if (!answer) return;
    const version = answer.form.elements.version.value;
    if (version === sent) return event.preventDefault();
    sent = version;
    answer.classList.add("is-sent");
  }, true);

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.search")) return;
    event.preventDefault(); // found while typing; Enter goes to the first one found
    document.querySelector(".found button")?.focus();
  });

  document.getElementById("show-keys")?.addEventListener("click", () => document.getElementById("keys-help").showModal());

  // ---- a ringing call is not missed ----
  let rung = "";
  let audio = null;
  let ringing = 0;
  const soundButton = document.getElementById("sound");
  const noticeButton = document.getElementById("allow-notices");

  function soundIsOn() { return store.get("desk-sound") !== "off"; }

  function showSound() {
    soundButton.setAttribute("aria-pressed", String(soundIsOn()));
    soundButton.textContent = soundIsOn() ? texts.textSoundOn : texts.textSoundOff;
  }

  soundButton.addEventListener("click", () => {
    store.set("desk-sound", soundIsOn() ? "off" : "on");
    if (!soundIsOn()) stopRinging();
    showSound();
  });

  // Browsers allow sound only after the person has touched the page once.
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => {
      audio ??= window.AudioContext ? new AudioContext() : null;
      audio?.resume();
    }, { once: true, capture: true });
  }

  async function tone() {
    if (!audio || !soundIsOn()) return;
    await audio.resume();
    const begin = audio.currentTime;
    for (const [start, pitch] of [[0, 660], [0.22, 880]]) {
      const voice = audio.createOscillator();
      const volume = audio.createGain();
      voice.frequency.value = pitch;
      volume.gain.setValueAtTime(0, begin + start);
      volume.gain.linearRampToValueAtTime(0.12, begin + start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + start + 0.35);
      voice.connect(volume).connect(audio.destination);
      voice.start(begin + start);
      voice.stop(begin + start + 0.4);
    }
  }

  function stopRinging() {
    clearInterval(ringing);
    ringing = 0;
  }

  function notify() {
    if (!document.hidden || !window.Notification || Notification.permission !== "granted") return;
    const note = new Notification(texts.textRinging, { body: texts.textRingingMore, tag: "ringing-call" });
    note.onclick = () => { window.focus(); note.close(); };
  }

  function lookForRinging() {
    const call = document.querySelector("[data-ringing]")?.dataset.ringing ?? "";
    if (call === rung) return;
    rung = call;
    stopRinging();
    if (!call) return;
    tone();
    ringing = setInterval(tone, 3000);
    notify();
    if (!document.activeElement?.matches(TYPING)) document.activeElement?.blur();
  }

  function offerNotices() {
    noticeButton.hidden = !window.Notification || Notification.permission !== "default";
  }
  noticeButton?.addEventListener("click", () => Notification.requestPermission().then(offerNotices));

  document.addEventListener("live:swapped", () => {
    restore();
    lookForRinging();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    restore();
    const wrong = event.target.querySelector?.(".field-wrong input:not([type=hidden]), .field-wrong select");
    wrong?.focus();
    wrong?.closest(".field")?.scrollIntoView({ block: "nearest" });
  });
  showSound();
  offerNotices();
  restore();
  lookForRinging();
})();

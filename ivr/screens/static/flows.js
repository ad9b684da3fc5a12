// The page of one conversation: opening steps beside the picture, hearing prompts, a talk by typing.
"use strict";

(() => {
  const root = document.querySelector(".flow");
  if (!root) return;
  const picture = window.pictureIn(document.getElementById("tree-scroll"));
  picture.begin(document.querySelector(".tree-box")?.dataset.step);
  picture.show(document.querySelector("#panel[data-open]")?.dataset.open ?? "");

  // ---- a step beside the picture ----
  function open(step) {
    const address = `${root.dataset.address}?in=${root.dataset.in}${step ? `&step=${encodeURIComponent(step)}` : ""}`;
    window.htmx.ajax("GET", address, { target: "#panel", swap: "outerHTML" }).then(() => {
      document.getElementById("body").classList.toggle("has-panel", Boolean(step));
      history.replaceState(null, "", address);
      document.querySelector(".flow-side").scrollTop = 0;
      picture.show(step);
    });
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-step]");
    const closer = event.target.closest("#panel-close");
    if (!link && !closer) return;
    event.preventDefault();
    if (document.getElementById("talk")) picture.show(link?.dataset.step ?? "");
    else if (window.htmx) open(closer ? "" : link.dataset.step);
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      document.getElementById(event.key === "ArrowUp" ? "step-before" : "step-behind")?.click();
    } else if (event.key === "Escape" && !event.defaultPrevented) document.getElementById("panel-close")?.click();
  });

  // ---- hearing a prompt: a second press stops it ----
  const audio = new Audio();
  let playing = null;

  function quiet() {
    audio.pause();
    playing?.classList.remove("is-playing");
    playing = null;
  }

  function failed(button) {
    quiet();
    button.disabled = true;
    button.textContent = root.dataset.textNoSound;
  }

  audio.addEventListener("ended", quiet);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sound]");
    if (!button) return;
    const isSame = button === playing;
    quiet();
    if (isSame) return;
    playing = button;
    button.classList.add("is-playing");
    audio.src = button.dataset.sound;
    audio.play().catch((error) => {
      if (error.name !== "AbortError") failed(button);
    });
  });

  // ---- a text that is being changed: what is said until now is marked, and a text with a mistake cannot be saved ----
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".prompt-edit form");
    if (!form) return;
    const isNew = [...form.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue);
    form.closest(".prompt").querySelector(".prompt-now").hidden = !isNew;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const form = event.target.closest(".prompt-edit form");
    if (form) form.querySelector("[name=keep]").disabled = Boolean(form.querySelector(".check-problems"));
  });

  // ---- a talk: the picture shows where it went ----
  function follow() {
    const talk = document.getElementById("talk");
    if (!talk) return;
    const walked = talk.dataset.walked.split(" ").filter(Boolean);
    for (const box of document.querySelectorAll(".tree-box")) box.classList.toggle("is-walked", walked.includes(box.dataset.step));
    const here = walked.filter((step) => document.querySelector(`.tree-box[data-step="${CSS.escape(step)}"]`)).at(-1);
    picture.show(here ?? "");
    const lines = talk.querySelector(".talk-lines");
    lines.scrollTop = lines.scrollHeight;
    document.getElementById("answer")?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const answer = event.target.closest("[data-answer]")?.dataset.answer;
    if (answer === undefined) return;
    document.getElementById("answer").value = answer;
    document.getElementById("talk-form").requestSubmit();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "talk") follow();
  });
  follow();
})();

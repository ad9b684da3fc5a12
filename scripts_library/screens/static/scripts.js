// The page of one script: the size of the picture, opening steps beside it, problems at their fields, keys.
"use strict";

(() => {
  const root = document.querySelector(".script");
  if (!root) return;
  const scroll = document.getElementById("tree-scroll");
  let waiting = "";

  // ---- the size of the picture ----
  const picture = window.pictureIn(scroll);
  const show = picture.show;
  picture.begin();
  show(document.querySelector(".tree-box")?.dataset.step);
  show(document.querySelector("#panel[data-open]")?.dataset.open ?? "");

  // ---- opening a step beside the picture ----
  function open(step) {
    const address = step ? `${root.dataset.address}?step=${encodeURIComponent(step)}` : root.dataset.address;
    waiting = "";
    window.htmx.ajax("GET", address, { target: "#panel", swap: "outerHTML" }).then(() => {
      document.getElementById("body").classList.toggle("has-panel", Boolean(step));
      history.replaceState(null, "", address);
      document.querySelector(".script-side").scrollTop = 0;
      show(step);
      mark();
      flushPreview();
    });
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-step]");
    const closer = event.target.closest("#panel-close");
    if ((!link && !closer) || !window.htmx) return;
    event.preventDefault();
    const step = closer ? "" : link.dataset.step;
    const form = document.getElementById("step-form");
    if (form?.dataset.dirty) {
      waiting = step || " ";
      window.htmx.trigger(form, "flush");
    } else open(step);
  });

  document.addEventListener("click", (event) => {
    const patient = event.target.closest("[data-patient]");
    if (patient) {
      for (const one of document.querySelectorAll("[data-patient]")) one.setAttribute("aria-pressed", String(one === patient));
      document.getElementById("patient").value = patient.dataset.patient;
      flushPreview();
    }
  });

  // ---- the form: kept as it is typed ----
  function flushPreview() {
    const form = document.getElementById("step-form");
    if (form && window.htmx) window.htmx.trigger(form, "flush");
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#step-form");
    if (form && event.target.id !== "patient-search") form.dataset.dirty = "1";
    if (event.target.id === "caller") document.getElementById("patient").value = "";
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "step-form") delete event.target.dataset.dirty;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "step-form") return;
    if (event.detail.successful && waiting) open(waiting.trim());
  });

  document.addEventListener("htmx:afterSettle", () => {
    picture.keep();
    const revision = document.getElementById("revision");
    for (const field of document.querySelectorAll("input.revision")) field.value = revision?.value ?? field.value;
    mark();
  });

  // ---- problems stand at their fields too ----
  function mark() {
    for (const place of document.querySelectorAll("[data-wrong]")) {
      const names = place.dataset.wrong.split(" ");
      const texts = [...document.querySelectorAll("#checks [data-problem]")]
        .filter((one) => names.includes(one.dataset.problem))
        .map((one) => one.firstChild.textContent.trim());
      place.textContent = [...new Set(texts)].join(" ");
      for (const name of names) {
        const wrong = document.querySelector(`#checks [data-problem="${CSS.escape(name)}"]`);
        document.querySelector(`#step-form [name="${CSS.escape(name)}"]`)?.setAttribute("aria-invalid", String(Boolean(wrong)));
      }
    }
  }
  mark();
  window.addEventListener("load", flushPreview);

  // ---- keys ----
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      flushPreview();
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      document.getElementById(event.key === "ArrowUp" ? "step-before" : "step-behind")?.click();
    }
  });
})();

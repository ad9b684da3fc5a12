// The editor of the standard: the sum of the weights while they are typed. The page works without it.
"use strict";

(() => {
  const form = document.getElementById("draft");
  const sum = document.getElementById("sum");
  if (!form || !sum) return;

  const whole = Number(form.dataset.total);
  let isDirty = false;

  function added(fields) {
    return [...fields].reduce((total, field) => total + (Number.parseInt(field.value, 10) || 0), 0);
  }

  function show() {
    const total = added(form.querySelectorAll("[data-weight]"));
    const text = total === whole ? form.dataset.textExact : total < whole ? form.dataset.textMore : form.dataset.textLess;
    sum.textContent = text.replace("{total}", total).replace("{by}", Math.abs(whole - total));
    sum.classList.toggle("is-exact", total === whole);
    for (const stage of form.querySelectorAll(".stage")) {
      const place = stage.querySelector("[data-stage-sum]");
      if (place) place.textContent = added(stage.querySelectorAll("[data-weight]"));
    }
  }

  form.addEventListener("input", () => {
    isDirty = true;
    show();
  });
  form.addEventListener("submit", () => {
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  show();
})();

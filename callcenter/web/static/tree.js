// A picture of a script or a flow: its size, and the box that is shown. Pages load it before their own script.
"use strict";

window.pictureIn = (scroll) => {
  const SMALLEST = 0.3;
  const LARGEST = 2;
  let scale = 0;

  function tree() {
    return document.getElementById("tree");
  }

  function natural() {
    return tree().viewBox.baseVal;
  }

  function fitting() {
    const style = getComputedStyle(scroll);
    return (scroll.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / natural().width;
  }

  function keep() {
    if (!tree()) return;
    tree().setAttribute("width", natural().width * scale);
    tree().setAttribute("height", natural().height * scale);
  }

  function resize(to) {
    if (!tree()) return;
    const before = scale || 1;
    const x = (scroll.scrollLeft + scroll.clientWidth / 2) / before;
    const y = (scroll.scrollTop + scroll.clientHeight / 2) / before;
    scale = Math.min(LARGEST, Math.max(SMALLEST, to));
    keep();
    scroll.scrollLeft = x * scale - scroll.clientWidth / 2;
    scroll.scrollTop = y * scale - scroll.clientHeight / 2;
  }

  function show(step) {
    for (const box of document.querySelectorAll(".tree-box")) box.classList.toggle("is-selected", box.dataset.step === step);
    const box = step && document.querySelector(`.tree-box[data-step="${CSS.escape(step)}"]`);
    if (!box) return;
    const at = box.getBoundingClientRect();
    const around = scroll.getBoundingClientRect();
    if (at.left < around.left || at.right > around.right) scroll.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
    if (at.top < around.top || at.bottom > around.bottom) scroll.scrollTop += at.top - around.top - around.height / 3;
  }

  // With the first box in the middle, or the middle of the picture where no box is named.
  function begin(first) {
    if (!tree()) return;
    resize(Math.max(0.9, Math.min(1, fitting())));
    scroll.scrollTop = 0;
    const box = first && document.querySelector(`.tree-box[data-step="${CSS.escape(first)}"]`);
    const at = box?.getBoundingClientRect();
    const around = scroll.getBoundingClientRect();
    if (at) scroll.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
    else if (natural().width * scale > scroll.clientWidth) scroll.scrollLeft = (natural().width * scale - scroll.clientWidth) / 2;
  }

  document.addEventListener("click", (event) => {
    const zoom = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (zoom) resize(zoom === "fit" ? fitting() : scale * (zoom === "more" ? 1.2 : 1 / 1.2));
  });

  return { begin, keep, show };
};

// A table that is too large is refused before it is sent.
const file = document.getElementById("file");
file.addEventListener("change", () => {
  const isTooLarge = [...file.files].some((one) => one.size > Number(file.dataset.largest));
  file.setCustomValidity(isTooLarge ? file.dataset.tooLarge : "");
  file.reportValidity();
});

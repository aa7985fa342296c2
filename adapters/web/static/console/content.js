/** Forms of the content: the language that is shown, and what must not be lost. */

const form = document.getElementById("edit");
let isTouched = false;

/** Show the language in which something is wrong, where only one is shown. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-in]");
  const tab = link && document.getElementById(`which-${link.dataset.in}`);
  if (tab) tab.checked = true;
});

form?.addEventListener("input", (event) => {
  if (event.target.name !== "_language") isTouched = true;
});

form?.addEventListener("submit", () => {
  isTouched = false;
});

addEventListener("beforeunload", (event) => {
  if (isTouched) event.preventDefault();
});

/** The words of a preview lead nowhere: one would leave the form. */
document.addEventListener("click", (event) => {
  if (event.target.closest(".preview a")) event.preventDefault();
});

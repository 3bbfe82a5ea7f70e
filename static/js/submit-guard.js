// A second press of a slow button is not a second save; after 400 ms the button says what is happening.
// aria-disabled, not disabled: the pressed button's name and value must travel with the form, and focus must stay.
export default function submitGuard(form) {
  let sent = false;
  let restore = null;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.stopImmediatePropagation();
      return event.preventDefault();
    }
    sent = true;
    const button = event.submitter;
    const saving = document.documentElement.dataset.saving;
    if (!button || !saving) return;
    setTimeout(() => {
      if (!sent) return;
      const words = button.querySelector(".answer-text") || button;
      const before = [...words.childNodes];
      words.replaceChildren(saving);
      button.setAttribute("aria-disabled", "true");
      restore = () => { words.replaceChildren(...before); button.removeAttribute("aria-disabled"); };
    }, 400);
  });
  // Back from the page cache: the form can be used again, and says its own words.
  window.addEventListener("pageshow", () => {
    sent = false;
    restore?.();
    restore = null;
  });
}

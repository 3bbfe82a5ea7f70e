// A second press of a slow button is not a second save; after 400 ms the button says what is happening.
// aria-disabled, not disabled: the pressed button's name and value must travel with the form, and focus must stay.
export default function submitGuard(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    const button = event.submitter;
    setTimeout(() => {
      if (!button || !sent) return;
      const words = button.querySelector(".answer-text") || button;
      button.setAttribute("aria-disabled", "true");
      button.dataset.words = words.textContent;
      words.textContent = form.dataset.saving || document.documentElement.dataset.saving || words.textContent;
    }, 400);
  });
  // Back from the page cache: the form can be used again, and says its own words.
  window.addEventListener("pageshow", () => {
    sent = false;
    for (const button of form.querySelectorAll("[data-words]")) {
      (button.querySelector(".answer-text") || button).textContent = button.dataset.words;
      button.removeAttribute("aria-disabled");
      delete button.dataset.words;
    }
  });
}

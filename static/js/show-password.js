// A Show button beside a password box; without script there is none, and the box works as it is.
export default function showPassword(wrapper) {
  const input = wrapper.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = wrapper.dataset.show;
  button.setAttribute("aria-label", wrapper.dataset.name);
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? wrapper.dataset.hide : wrapper.dataset.show;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  wrapper.append(button);
}

// A Show button beside a password box; without script there is none, and the box works as it is.
export default function showPassword(wrapper) {
  const input = wrapper.querySelector("input");
  const { show, hide, showName, hideName } = wrapper.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? hide : show;
    button.setAttribute("aria-label", shown ? hideName : showName);
  };
  button.addEventListener("click", () => set(input.type === "password"));
  input.form?.addEventListener("submit", () => set(false));
  set(false);
  wrapper.append(button);
}

// A Copy button beside a key that is shown as text; without script the text is there to be read and typed.
export default function copyText(wrapper) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  const status = document.createElement("span");
  button.type = "button";
  button.className = "btn";
  button.textContent = wrapper.dataset.copy;
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(wrapper.querySelector("code").textContent);
    status.textContent = ` ${wrapper.dataset.copied}`;
  });
  wrapper.append(button, status);
}

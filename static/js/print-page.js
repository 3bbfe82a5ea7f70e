// A Print button; without script it stays hidden, and the browser's own Print does the same.
export default function printPage(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// "Leave this page": nothing to see at once, a page that tells nothing in its place in the history, and signed out.
import { fields, page } from "./unsaved.js";

export default function quickExit(element) {
  const leave = (event) => {
    event.preventDefault();
    page.isLeft = true;
    document.documentElement.hidden = true;
    if (element.action) fetch(element.action, { method: "POST", body: fields(element), redirect: "manual", keepalive: true });
    location.replace(element.dataset.away || element.href);
  };
  element.addEventListener(element.action ? "submit" : "click", leave);
}

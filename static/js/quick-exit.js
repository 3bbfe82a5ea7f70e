// "Leave this page": nothing to see at once, then signed out, then a page that tells nothing in its place in the history.
// Signed out first, so that Back cannot bring anything; whoever has no connection does not wait for it.
import { fields, page } from "./unsaved.js";

const PATIENCE = 2000;

export default function quickExit(element) {
  element.addEventListener(element.action ? "submit" : "click", async (event) => {
    event.preventDefault();
    page.isLeft = true;
    document.documentElement.hidden = true;
    document.title = " ";
    if (element.action) {
      const signedOut = fetch(element.action, { method: "POST", body: fields(element), redirect: "manual", keepalive: true });
      await Promise.race([signedOut.catch(() => {}), new Promise((done) => setTimeout(done, PATIENCE))]);
    }
    location.replace(element.dataset.away || element.href);
  });
}

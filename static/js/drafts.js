// Keeps what is being typed: one second after a pause, when the page is left, and before somebody signs out. It never
// checks anything, never moves focus and never counts as an answer; the server refuses what another window has overtaken.
import { address, fields, unsaved } from "./unsaved.js";

const PAUSE = 1000;
const AGAIN = 5000;
const BETWEEN_WORDS = 10_000;

export default function drafts(form) {
  const line = form.querySelector(".saved");
  let timer = null;
  let typed = false;
  let spoken = 0;
  let last = Promise.resolve();

  const say = (time) => {
    if (!line || !time || Date.now() - spoken < BETWEEN_WORDS) return;
    spoken = Date.now();
    line.textContent = document.documentElement.dataset.saved.replace("%s", time);
  };

  async function post(more) {
    typed = false;
    const data = fields(form);
    data.set("act", "draft");
    try {
      const answer = await fetch(address(form), { method: "POST", body: data, redirect: "manual", ...more });
      if (answer.status === 204 && !typed) unsaved.delete(form);
      say(answer.headers.get("X-Saved"));
    } catch {
      typed = true;
      timer = setTimeout(keep, AGAIN);
    }
  }
  function keep() {
    clearTimeout(timer);
    if (typed) last = last.then(() => post({}));
    return last;
  }
  const leave = () => typed && post({ keepalive: true });

  form.addEventListener("input", () => {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => { typed = false; clearTimeout(timer); });
  addEventListener("online", keep);
  addEventListener("beforeunload", leave); // while the page is still whole; not every phone tells of it
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  document.addEventListener("keep-drafts", (event) => event.detail.push(keep()));

  // Another form of the page is sent (signing out, another language): what is typed goes first.
  document.addEventListener("submit", (event) => {
    const other = event.target;
    if (event.defaultPrevented || other === form || !typed) return;
    event.preventDefault();
    keep().then(() => { typed = false; other.requestSubmit(event.submitter); });
  });
}

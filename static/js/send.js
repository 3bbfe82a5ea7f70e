// Sends a form by itself, so that a lost connection loses nothing: it says so, and tries again after 2, 5, 10 and 30 s
// and when the network is back, with the same one-time key. Then it goes on as if the button had just been pressed.
import submitGuard from "./submit-guard.js";
import { address, fields, page, unsaved } from "./unsaved.js";

const WAITS = [2, 5, 10, 30];
const PATIENCE = 30_000;
const NOBODY_THERE = [502, 503, 504];

export default function send(form) {
  submitGuard(form);
  let waiting = false;

  const say = () => {
    waiting = true;
    for (const box of form.querySelectorAll("input, textarea")) box.readOnly = true; // what is on its way is what stands here
    if (form.querySelector(".no-connection")) return;
    const line = document.createElement("p");
    line.className = "no-connection";
    line.setAttribute("role", "alert");
    form.append(line);
    line.textContent = document.documentElement.dataset.offline;
  };
  const untilBack = (seconds) => new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });

  async function answerTo(url, data) {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(url, {
          method: "POST", body: data, redirect: "manual", keepalive: true,
          headers: { "X-Follow": "1" }, signal: AbortSignal.timeout(PATIENCE),
        });
        if (!NOBODY_THERE.includes(answer.status)) return answer;
      } catch { /* no connection: below */ }
      say();
      await untilBack(WAITS[Math.min(tries, WAITS.length - 1)]);
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    const answer = await answerTo(address(form, submitter), fields(form, submitter));
    waiting = false;
    unsaved.delete(form);
    const to = answer.headers.get("X-Location");
    if (to) return location.assign(to);
    // Something has to be read first (an error, "Keep which?"): the browser sends it once more and shows that page.
    if (submitter?.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed);
    }
    form.action = address(form, submitter);
    return HTMLFormElement.prototype.submit.call(form);
  });

  addEventListener("beforeunload", (event) => waiting && !page.isLeft && event.preventDefault());
  addEventListener("pageshow", () => {
    waiting = false;
    form.querySelector(".no-connection")?.remove();
  });
}

// "Still there?", five minutes before the server signs somebody out. The server counts, so it is the same in every window;
// asking how long it is prolongs nothing. What is typed and not kept yet is handed over before the page goes.
import { address, fields, unsaved } from "./unsaved.js";

const WARNING = 5 * 60;
const LOOK_AGAIN = 15;

export default function stillThere(dialog) {
  const { left, person, seconds } = dialog.dataset;
  let timer = null;
  const again = (wait) => { clearTimeout(timer); timer = setTimeout(look, wait * 1000); };
  const post = (form, data) => fetch(address(form), { method: "POST", body: data, redirect: "manual" });

  const keepDrafts = () => {
    const kept = [];
    document.dispatchEvent(new CustomEvent("keep-drafts", { detail: kept }));
    return Promise.all(kept);
  };
  // The server takes it for whoever signs in next, if it is the same person.
  const handOver = () => Promise.all([...unsaved].map((form) => {
    const data = fields(form);
    data.set("person", person);
    return post(form, data).catch(() => {});
  }));

  async function look() {
    let answer;
    try { answer = await fetch(left, { cache: "no-store" }); } catch { return again(LOOK_AGAIN); }
    if (!answer.ok && answer.status !== 401) return again(LOOK_AGAIN);
    const told = answer.ok ? await answer.json() : { seconds: 0 };
    if (told.seconds === 0) {
      await handOver();
      return location.replace(location.pathname + location.search);
    }
    if (told.seconds > WARNING) {
      if (dialog.open) dialog.close(); // somebody went on in another window
      return again(told.seconds - WARNING);
    }
    dialog.querySelector("[data-at]").textContent = told.at;
    if (!dialog.open) {
      await keepDrafts();
      dialog.showModal();
    }
    return again(Math.min(told.seconds + 1, LOOK_AGAIN));
  }

  const [stay, go] = ["[data-stay]", "[data-go]"].map((name) => dialog.querySelector(name));
  stay.addEventListener("submit", async (event) => {
    event.preventDefault();
    await post(stay, fields(stay)).catch(() => {});
    look();
  });
  go.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keepDrafts();
    try { await post(go, fields(go)); } catch { return go.submit(); }
    await handOver();
    return location.replace("/");
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay.requestSubmit(); });
  document.addEventListener("visibilitychange", () => document.hidden || look()); // after sleep, timers are late
  again(Math.max(seconds - WARNING, 0));
}

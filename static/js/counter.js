// How much room is left in a long text, in the last fifth of it; told politely, and at a pause.
const PAUSE = 1000;

export default function counter(box) {
  const { most, left, over } = box.dataset;
  const line = document.createElement("p");
  line.className = "counter";
  line.setAttribute("role", "status");
  box.after(line);
  let timer = null;
  const say = () => {
    const room = Number(most) - [...box.value].length;
    line.textContent = room > Number(most) / 5 ? "" : (room < 0 ? over : left).replace("%s", Math.abs(room));
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(say, PAUSE); });
  say();
}

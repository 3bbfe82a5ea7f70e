// "Did you mean gmail.com?" under an email box: a button that corrects the address. It blocks nothing and says nothing twice.
function near(typed, meant) {
  if (Math.abs(typed.length - meant.length) > 1 || typed === meant) return false;
  let at = 0;
  while (typed[at] === meant[at]) at += 1;
  const rest = (word, from) => word.slice(from);
  return (
    rest(typed, at + 1) === rest(meant, at) ||
    rest(typed, at) === rest(meant, at + 1) ||
    rest(typed, at + 1) === rest(meant, at + 1) ||
    (typed[at] === meant[at + 1] && typed[at + 1] === meant[at] && rest(typed, at + 2) === rest(meant, at + 2))
  );
}

export default function emailTypo(form) {
  const box = form.querySelector("input[type=email]");
  const place = document.createElement("div");
  place.setAttribute("role", "status");
  box.after(place);
  box.addEventListener("change", () => {
    place.replaceChildren();
    const [name, domain] = box.value.trim().toLowerCase().split("@");
    const real = form.dataset.real.split(" ");
    if (!domain || real.includes(domain)) return;
    const meant = form.dataset.common.split(" ").find((common) => near(domain, common));
    if (!meant) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = form.dataset.question.replace("%s", `${name}@${meant}`);
    button.addEventListener("click", () => {
      box.value = `${name}@${meant}`;
      place.replaceChildren();
      box.focus();
    });
    place.append(button);
  });
}

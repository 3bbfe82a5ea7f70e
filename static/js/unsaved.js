// Which forms of this page hold something typed that the server does not have yet. Nothing is kept in the browser.
export const unsaved = new Set();
export const page = { isLeft: false }; // somebody pressed "Leave": nothing may hold her back

document.addEventListener("input", ({ target }) => target.form?.method === "post" && unsaved.add(target.form));
addEventListener("pageshow", () => { page.isLeft = false; });

export const fields = (form, submitter) => {
  const data = new URLSearchParams(new FormData(form));
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return data;
};
export const address = (form, submitter) => submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;

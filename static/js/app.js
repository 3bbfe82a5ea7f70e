// Starts what a page asks for: <form data-module="submit-guard"> loads ./submit-guard.js and calls its default export
// with the element. Every page works without any of it.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (/^[a-z-]+$/.test(name)) import(`./${name}.js`).then((module) => module.default(element));
  }
}
// The help page also opens without a connection, in the language of the last page. Nothing else is kept (worker.js).
const { body, documentElement } = document;
if (body.classList.contains("patient")) {
  navigator.serviceWorker?.register(documentElement.lang === "en" ? "/sw.js" : `/sw.js?lang=${documentElement.lang}`).catch(() => {});
}

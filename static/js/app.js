// Starts what a page asks for: <form data-module="submit-guard"> loads ./submit-guard.js and calls its default export
// with the element. Every page works without any of it.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (/^[a-z-]+$/.test(name)) import(`./${name}.js`).then((module) => module.default(element));
  }
}
// The help page also opens without a connection. Nothing else is kept (worker.js). One address for every language: a second
// one would be another worker for the same pages, and the browser can hold up a page while one takes over from the other.
if (document.body.classList.contains("patient")) navigator.serviceWorker?.register("/sw.js").catch(() => {});

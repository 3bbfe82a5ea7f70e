// Starts what a page asks for: <form data-module="submit-guard"> loads ./submit-guard.js and calls its default export
// with the element. Every page works without any of it.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (/^[a-z-]+$/.test(name)) import(`./${name}.js`).then((module) => module.default(element));
  }
}

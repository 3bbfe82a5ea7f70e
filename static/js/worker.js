// Served as /sw.js behind a first line that defines KEPT. It answers for pages that cannot be fetched, with the help page
// or a page that says so, and keeps nothing else. The language is that of the page which registered it.
const language = new URL(self.location.href).searchParams.get("lang") in KEPT.help ? new URL(self.location.href).searchParams.get("lang") : "en";
const helpPages = Object.values(KEPT.help);
const kept = [...helpPages, ...Object.values(KEPT.offline), ...KEPT.styles];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // What is sent never comes here: a last draft outlives its page only where no worker stands in between.
  event.addRoutes?.([{ condition: { requestMethod: "POST" }, source: "network" }]);
  // Without cookies: what is kept is what a stranger would get.
  const requests = kept.map((path) => new Request(path, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(KEPT.name).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT.name).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

async function instead(path) {
  const cache = await caches.open(KEPT.name);
  const own = path === KEPT.help.en ? KEPT.help[language] : path;
  return (await cache.match(kept.includes(own) ? own : KEPT.offline[language])) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (path === KEPT.away) return; // where "Leave" leads: without a connection the browser's own page tells less than ours
  if (request.method !== "GET" || (request.mode !== "navigate" && !KEPT.styles.includes(path))) return;
  event.respondWith(fetch(request).catch(() => instead(path)));
});

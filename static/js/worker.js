// Served as /sw.js behind a first line that defines KEPT. It answers for pages that cannot be fetched, with the help page
// or a page that says so, and keeps nothing else. The help page's language is in its address; the other is the browser's.
const language = self.navigator.language.slice(0, 2) in KEPT.offline ? self.navigator.language.slice(0, 2) : "en";
const kept = [...Object.values(KEPT.help), ...Object.values(KEPT.offline), ...KEPT.styles];

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
  return (await cache.match(kept.includes(path) ? path : KEPT.offline[language])) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (path === KEPT.away) return; // where "Leave" leads: without a connection the browser's own page tells less than ours
  if (request.method !== "GET" || (request.mode !== "navigate" && !KEPT.styles.includes(path))) return;
  event.respondWith(fetch(request).catch(() => instead(path)));
});

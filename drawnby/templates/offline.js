/** Shows one page where the network does not answer; see drawnby/offline.py. */

const KEPT = {{ kept|safe }};
const CACHE = `offline-${KEPT.version}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  // What a form sends is the browser's own: the page kept here would send it again unasked.
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (KEPT.assets.includes(new URL(request.url).pathname)) event.respondWith(have(request));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([KEPT.page, ...KEPT.assets]);
}

async function tidy() {
  await self.registration.navigationPreload?.enable(); // nothing waits for this worker to start
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function visit(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return kept(KEPT.page);
  }
}

/** What its page is made of. */
async function have(request) {
  try {
    return await fetch(request);
  } catch {
    return kept(request);
  }
}

async function kept(asked) {
  const cache = await caches.open(CACHE);
  return (await cache.match(asked, { ignoreVary: true })) ?? Response.error();
}

/**
 * The one connection of a browser to the board, shared by all its tabs: a browser allows six to a server, and a stream
 * holds one for as long as it lives. Asks for what all tabs together look at, and gives each its part.
 *
 * A page says `{ views, reps }` when it comes, when it was left without news, and now and then to show that it is there;
 * `null` when it goes.
 */
import { Feed } from './feed.js';

/** Tabs in the background may be let to speak once a minute only; one that was frozen comes back by speaking again. */
const GONE_MILLIS = 180000;
const TOGETHER_MILLIS = 50;

const pages = new Map();
let timer = null;

const feed = new Feed((name, data) => {
  for (const [port, page] of pages) {
    const part = name === 'health' ? data : partOf(data, page);
    // Changes mean nothing to a page that has not begun, and the stream that runs may not know yet what it wants.
    page.begun ||= name === 'snapshot' && isWhole(part, page);
    if (part !== null && (page.begun || name === 'health')) {
      port.postMessage({ name, data: part });
    }
  }
});

function isWhole(part, { views, reps }) {
  return part !== null && part.views.length === views.length && Object.keys(part.own ?? {}).length === reps.length;
}

/** What of an event of figures is for a page, or null. */
function partOf(data, { views, reps }) {
  const own = Object.entries(data.own ?? {}).filter(([rep]) => reps.includes(rep));
  const part = { ...data, views: data.views.filter(({ scope, window }) => views.includes(`${scope}:${window.unit}`)) };
  delete part.own;
  delete part.deals;
  if (own.length) {
    part.own = Object.fromEntries(own);
  }
  if (views.length && data.deals) {
    part.deals = data.deals;
  }
  return part.views.length || part.own || part.deals ? part : null;
}

/** Tabs that are opened together ask once. */
function lookAnew() {
  timer ??= setTimeout(() => {
    timer = null;
    const wants = [...pages.values()];
    const all = (key) => new Set(wants.flatMap((want) => want[key]));
    if (wants.length) {
      feed.look({ views: all('views'), reps: all('reps') });
    } else {
      feed.close();
    }
  }, TOGETHER_MILLIS);
}

function forget(port) {
  if (pages.delete(port)) {
    lookAnew();
  }
}

function hear(port, want) {
  if (want === null) {
    forget(port);
    port.close();
  } else if (pages.has(port)) {
    pages.get(port).heardAt = Date.now();
    feed.hurry();
  } else {
    pages.set(port, { ...want, begun: false, heardAt: Date.now() });
    lookAnew();
  }
}

addEventListener('connect', ({ ports: [port] }) => {
  port.onmessage = ({ data }) => hear(port, data);
});

setInterval(() => {
  const now = Date.now();
  [...pages].filter(([, page]) => now - page.heardAt > GONE_MILLIS).forEach(([port]) => forget(port));
}, 30000);

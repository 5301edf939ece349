/** What reaches a page from the board, how old it is, and what time it is there. */
import { reactive } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { Feed } from './feed.js';

/** Beyond this many seconds, of data or of silence, a screen must not look fresh. */
const STALE_SECONDS = 5;

const LATE_SECONDS = 1.5;

/** Two machines' clocks are seldom closer than this, and it is nobody's fault. */
const CLOCKS_APART_SECONDS = 1;

const LOOK_MILLIS = 250;
const ATTACH_AGAIN_MILLIS = 30000;
const STILL_HERE_MILLIS = 20000;
const ASK_WHY_MILLIS = 10000;

/**
 * A page's end of the connection that all tabs of the browser share (`shared.js`). Where the browser cannot share one, the
 * page has its own, and gives it back while nobody looks.
 */
class Connection {
  /**
   * @param want `{ views, reps }`: what the page looks at
   * @param told called with (event name, data)
   */
  constructor(want, told) {
    this.want = want;
    this.heardAt = null;
    this.port = null;
    this.receive = (name, data) => {
      this.heardAt = Date.now();
      told(name, data);
    };
    this.feed = typeof SharedWorker === 'undefined' ? new Feed(this.receive) : null;
    this.attach();
    setInterval(() => this.port?.postMessage(want), STILL_HERE_MILLIS);
    addEventListener('pagehide', () => this.leave());
    addEventListener('pageshow', (event) => event.persisted && this.attach());
    addEventListener('online', () => this.wake());
    document.addEventListener('visibilitychange', () => this.wake());
  }

  attach() {
    this.leave();
    this.attachedAt = Date.now();
    if (this.feed) {
      this.feed.look(this.want);
      return;
    }
    const worker = new SharedWorker('/assets/shared.js', { type: 'module', name: 'salesboard' });
    worker.onerror = () => {
      this.port = null;
      this.feed ??= new Feed(this.receive);
      this.attach();
    };
    this.port = worker.port;
    this.port.onmessage = ({ data: { name, data } }) => this.receive(name, data);
    this.port.postMessage(this.want);
  }

  leave() {
    this.port?.postMessage(null);
    this.port?.close();
    this.port = null;
    this.feed?.close();
  }

  wake() {
    const seen = document.visibilityState === 'visible';
    if (this.feed === null) {
      this.port?.postMessage(this.want);
    } else if (!seen) {
      this.feed.close();
    } else if (this.feed.address === null) {
      this.attach();
    } else {
      this.feed.hurry();
    }
  }

  /** Begins anew when nothing has come for long, also from a worker: it may have been ended under us. */
  watch(now) {
    if (this.port && now - Math.max(this.heardAt ?? 0, this.attachedAt) > ATTACH_AGAIN_MILLIS) {
      this.attach();
    }
  }
}

/** The sources as the last health event tells of them, and when each was last seen to move. */
class Sources {
  constructor() {
    this.told = [];
    this.toldAt = 0;
    this.moved = new Map();
  }

  hear(sources, now) {
    this.told = sources;
    this.toldAt = now;
    for (const { name, lsn, committed } of sources) {
      const place = `${lsn} ${committed}`;
      if (this.moved.get(name)?.place !== place) {
        this.moved.set(name, { place, at: now });
      }
    }
  }

  /** Seconds by which what is shown of a source may be old; null where it has said nothing. */
  age({ name, ageSeconds, behind }, now) {
    if (typeof ageSeconds !== 'number') {
      return null;
    }
    const since = Math.max(0, now - this.toldAt) / 1000;
    // Health comes each second; counting on in between would only make the figure tremble.
    const late = since > LATE_SECONDS ? since : 0;
    // A clock that is ahead dates what it writes in the future: only whether the source moves says how old it is.
    const age = ageSeconds < 0 ? Math.max(0, now - this.moved.get(name).at) / 1000 : ageSeconds + late;
    return Math.max(age, behind?.seconds ?? 0);
  }

  /** The one with the oldest data, as its `name` and `age`, or null. */
  oldest(now, loading) {
    return this.told
      .filter((source) => Boolean(source.loading) === loading)
      .map((source) => ({ name: source.name, records: source.behind?.records ?? 0, age: this.age(source, now) }))
      .filter((source) => source.age !== null)
      .reduce((worst, source) => (worst && worst.age >= source.age ? worst : source), null);
  }
}

/** Leads to the page that asks who you are: the session is over. */
export function askWhoAgain() {
  location.replace(`/in${location.search}`);
}

/** A stream that does not come back does not say why; a session that is over is the one reason nobody need wait for. */
async function seeWhetherTheSessionIsOver() {
  try {
    if ((await fetch('/api/v1/health')).status === 401) {
      askWhoAgain();
    }
  } catch (error) {
    console.info('the board is away', error);
  }
}

const BY_SEVERITY = (a, b) =>
  (a.severity !== 'wrong') - (b.severity !== 'wrong') || (String(a.since) < String(b.since) ? -1 : 1);

/**
 * Opens the stream of a page and keeps `freshness` true.
 *
 * `state` is `starting` until the stream has spoken and everything is loaded, `computing` while old figures are shown
 * because all are computed again, else `fresh` or `stale`. `age` is in seconds, of the source `source`, of which
 * `records` changes are not shown yet; `offline` says that the board itself is silent; `loading` names the sources that are
 * being loaded, `ahead` those whose clocks are ahead, with the seconds; `leftOut` counts the rows that figures miss;
 * `incidents` are what somebody should do something about, the worst first.
 *
 * @param want `{ views, reps }`: views such as `rep:month`, and ids of reps
 * @param onData called with (event name, data) for `snapshot` and `change`
 */
export function openStream(want, onData) {
  const began = Date.now();
  const freshness = reactive({
    state: 'starting',
    age: null,
    source: null,
    records: 0,
    offline: false,
    reading: false,
    loading: [],
    progress: [],
    ahead: [],
    leftOut: 0,
    incidents: [],
  });
  const sources = new Sources();
  let health = null;
  let askedWhy = 0;

  const connection = new Connection(want, (name, data) => {
    if (name !== 'health') {
      onData(name, data);
      return;
    }
    health = data;
    sources.hear(data.sources, Date.now());
    freshness.leftOut = data.leftOut.total;
    freshness.progress = data.progress;
    freshness.incidents = [...data.incidents].sort(BY_SEVERITY);
    freshness.ahead = data.sources
      .filter(({ ageSeconds }) => ageSeconds < -CLOCKS_APART_SECONDS)
      .map(({ name: source, ageSeconds }) => ({ source, seconds: -ageSeconds }));
    freshness.loading = data.sources.filter((source) => source.loading).map((source) => source.name);
  });

  function look() {
    const now = Date.now();
    connection.watch(now);
    const silence = Math.max(0, now - (connection.heardAt ?? began)) / 1000;
    const settled = sources.oldest(now, false);
    const oldest = settled ?? sources.oldest(now, true);
    freshness.offline = silence > STALE_SECONDS;
    if (freshness.offline && now - askedWhy > ASK_WHY_MILLIS) {
      askedWhy = now;
      seeWhetherTheSessionIsOver();
    }
    freshness.reading = health?.status === 'starting' || freshness.loading.length > 0;
    freshness.source = oldest?.name ?? null;
    freshness.records = oldest?.records ?? 0;
    freshness.age = freshness.offline ? Math.max(silence, oldest?.age ?? 0) : (oldest?.age ?? null);
    freshness.state = stateOf(freshness, health?.status, (settled?.age ?? 0) > STALE_SECONDS);
  }

  look();
  setInterval(look, LOOK_MILLIS);
  return freshness;
}

function stateOf({ offline, age, loading }, status, old) {
  if (offline) {
    return 'stale';
  }
  if (status === 'computing') {
    return 'computing';
  }
  if (status === undefined || status === 'starting' || age === null) {
    return 'starting';
  }
  if (status === 'stale' || old) {
    return 'stale';
  }
  return loading.length ? 'starting' : 'fresh';
}

/** Business time now: what the server said last, carried on at the speed at which it was seen to run. */
export class BusinessNow {
  constructor() {
    this.seen = null;
    this.speed = 1;
  }

  hear(iso) {
    const seen = { business: Date.parse(iso), at: Date.now() };
    if (Number.isNaN(seen.business)) {
      return;
    }
    if (this.seen === null) {
      this.seen = seen;
    } else if (seen.at - this.seen.at >= 900) {
      const speed = (seen.business - this.seen.business) / (seen.at - this.seen.at);
      this.speed = Math.abs(speed - 1) < 0.25 ? 1 : Math.max(0, speed);
      this.seen = seen;
    }
  }

  /** @returns epoch milliseconds, or null before the server has said anything */
  millis() {
    return this.seen === null ? null : this.seen.business + (Date.now() - this.seen.at) * this.speed;
  }
}

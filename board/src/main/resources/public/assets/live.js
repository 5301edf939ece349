/**
 * A server-sent stream that comes back by itself, and the age of what it brings.
 *
 * The browser's own reconnecting gives up after an HTTP error and does not notice a connection that went quiet without
 * being closed; a screen on a wall must survive both for weeks.
 */
import { reactive } from '/assets/vue/vue.runtime.esm-browser.prod.js';

/** Beyond this many seconds, of data or of silence, a screen must not look fresh. */
const STALE_SECONDS = 5;

const LATE_SECONDS = 1.5;
const SILENCE_SECONDS = 10;
const FIRST_RETRY = 500;
const LONGEST_RETRY = 15000;

/**
 * @param url the stream's address
 * @param onData called with (event name, data) for `snapshot` and `change`
 */
class Live {
  constructor(url, onData) {
    this.url = url;
    this.onData = onData;
    this.retry = FIRST_RETRY;
    this.openedAt = 0;
    this.heardAt = null;
    this.health = null;
    this.healthAt = null;
    this.timer = null;
    this.open();
  }

  open() {
    clearTimeout(this.timer);
    this.timer = null;
    this.source?.close();
    this.openedAt = Date.now();
    const source = new EventSource(this.url);
    this.source = source;
    for (const name of ['snapshot', 'change', 'health']) {
      source.addEventListener(name, (event) => this.receive(name, JSON.parse(event.data)));
    }
    source.onerror = () => this.again();
  }

  again() {
    this.source.close();
    if (this.timer === null) {
      // Spread out, so that all screens of a company do not come back in the same instant.
      this.timer = setTimeout(() => this.open(), this.retry * (0.75 + Math.random() / 2));
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    }
  }

  receive(name, data) {
    this.heardAt = Date.now();
    this.retry = FIRST_RETRY;
    if (name === 'health') {
      this.health = data;
      this.healthAt = this.heardAt;
    } else {
      this.onData(name, data);
    }
  }

  /** Closes a connection over which nothing has come for long: its other end may be gone without a word. */
  watch(now) {
    if (this.timer === null && now - Math.max(this.heardAt ?? 0, this.openedAt) > SILENCE_SECONDS * 1000) {
      this.again();
    }
  }

  silence(now) {
    return this.heardAt === null ? null : Math.max(0, now - this.heardAt) / 1000;
  }

  /** @returns the oldest source with its age now, or null while none has reported */
  oldest(now) {
    const since = Math.max(0, now - this.healthAt) / 1000;
    // Health comes each second; counting on in between would only make the figure tremble.
    const late = since > LATE_SECONDS ? since : 0;
    return (this.health?.sources ?? [])
      .filter((source) => typeof source.ageSeconds === 'number')
      .map((source) => ({ name: source.name, age: source.ageSeconds + late }))
      .reduce((worst, source) => (worst && worst.age >= source.age ? worst : source), null);
  }
}

/**
 * Opens the streams of one screen and keeps `freshness` true: `state` is `starting` until every stream has spoken and
 * everything is loaded, then `fresh` or `stale`; `age` in seconds; `source` names the source that is furthest behind;
 * `offline` says that the board itself is silent, `loading` that it speaks but has not read everything yet; `leftOut` counts the rows that figures miss because they are unreadable.
 *
 * @param streams pairs of address and handler
 */
export function openStreams(streams) {
  const began = Date.now();
  const freshness = reactive({ state: 'starting', age: null, source: null, offline: false, loading: false, leftOut: 0 });
  const lives = streams.map(([url, onData]) => new Live(url, onData));

  function look() {
    const now = Date.now();
    lives.forEach((live) => live.watch(now));
    const silences = lives.map((live) => live.silence(now));
    const heard = silences.every((silence) => silence !== null);
    const silence = heard ? Math.max(...silences) : (now - began) / 1000;
    const oldest = lives.map((live) => live.oldest(now)).reduce((a, b) => (a && b ? (a.age > b.age ? a : b) : a ?? b));
    freshness.offline = silence > STALE_SECONDS;
    freshness.source = oldest?.name ?? null;
    freshness.age = oldest === null ? (freshness.offline ? silence : null) : oldest.age;
    freshness.leftOut = Math.max(...lives.map((live) => live.health?.quarantined?.total ?? 0));
    freshness.loading = lives.some((live) => live.health?.status === 'starting');
    if (freshness.offline) {
      freshness.state = 'stale';
    } else if (freshness.loading || !heard || oldest === null) {
      freshness.state = 'starting';
    } else {
      freshness.state = freshness.age > STALE_SECONDS ? 'stale' : 'fresh';
    }
  }

  setInterval(look, 250);
  // A phone that wakes up or finds its network again should not wait for the back-off.
  const wake = () => document.visibilityState === 'visible' && lives.forEach((live) => live.timer && live.open());
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  return freshness;
}

/** Business time now: what the server said last, carried on at the speed at which it was seen to run. */
export class BusinessNow {
  constructor() {
    this.seen = null;
    this.speed = 1;
  }

  hear(iso) {
    const seen = { business: Date.parse(iso), at: Date.now(), iso };
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

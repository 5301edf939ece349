/**
 * One server-sent stream of the board that comes back by itself.
 *
 * The browser's own reconnecting gives up after an HTTP error and does not notice a connection that went quiet without
 * being closed; a screen on a wall must survive both for weeks.
 */
const SILENCE_MILLIS = 10000;
const LOOK_MILLIS = 1000;
const FIRST_RETRY = 500;
const LONGEST_RETRY = 15000;

/** What a screen looks at: `views` such as `rep:month`, and `reps`, the ids of reps. */
const addressOf = ({ views, reps }) => {
  const scopes = new Map();
  for (const view of [...views].sort()) {
    const [scope, unit] = view.split(':');
    scopes.set(unit, [...(scopes.get(unit) ?? []), scope]);
  }
  return `/api/v1/stream?${[
    ...[...scopes].map(([unit, list]) => `view=${list.join(',')}:${unit}`),
    ...[...reps].sort().map((rep) => `rep=${encodeURIComponent(rep)}`),
  ].join('&')}`;
};

export class Feed {
  /** @param told called with (event name, data) for `snapshot`, `change` and `health` */
  constructor(told) {
    this.told = told;
    this.address = null;
    this.speaking = null;
    this.opening = null;
    this.openedAt = 0;
    this.heardAt = 0;
    this.retry = FIRST_RETRY;
    this.timer = null;
    setInterval(() => this.watch(), LOOK_MILLIS);
  }

  /** Looks at something else, or at the same from a snapshot on. What is open goes on until the new stream speaks. */
  look(wanted) {
    this.address = addressOf(wanted);
    this.open();
  }

  /** Comes back at once where it would have waited: a phone that finds its network again need not. */
  hurry() {
    if (this.timer !== null) {
      this.open();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.timer = null;
    this.opening?.close();
    this.speaking?.close();
    this.opening = this.speaking = this.address = null;
  }

  open() {
    clearTimeout(this.timer);
    this.timer = null;
    this.opening?.close();
    this.openedAt = Date.now();
    const source = new EventSource(this.address);
    this.opening = source;
    for (const name of ['snapshot', 'change', 'health']) {
      source.addEventListener(name, (event) => this.receive(source, name, event));
    }
    source.onerror = () => this.lost(source);
  }

  receive(source, name, event) {
    if (source === this.opening) {
      this.speaking?.close();
      this.speaking = source;
      this.opening = null;
    }
    this.heardAt = Date.now();
    this.retry = FIRST_RETRY;
    this.told(name, JSON.parse(event.data));
  }

  lost(source) {
    source.close();
    this.opening = source === this.opening ? null : this.opening;
    this.speaking = source === this.speaking ? null : this.speaking;
    if (this.opening === null && this.timer === null) {
      // Spread out, so that all screens of a company do not come back in the same instant.
      this.timer = setTimeout(() => this.open(), this.retry * (0.75 + Math.random() / 2));
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    }
  }

  /** Closes a connection over which nothing has come for long: its other end may be gone without a word. */
  watch() {
    const since = Date.now() - Math.max(this.heardAt, this.openedAt);
    const open = this.opening ?? this.speaking;
    if (open !== null && since > SILENCE_MILLIS) {
      this.lost(open);
    }
  }
}

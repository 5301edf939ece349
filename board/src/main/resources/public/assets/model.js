/** What the TV knows: the rows of each scope and the latest deals, kept true by the events of the stream. */
const NOBODY = ['-', '~']; // what belongs to nobody, and labels without a row of their own
const NET = 'K01.net';
const WON = 'K33.amount';

/** What is counted for rows of these values: net revenue, or the amount won where nothing is sold but deals are closed. */
export function counted(valuesOfRows) {
  const has = (key) => valuesOfRows.some((values) => values[key]);
  return !has(NET) && has(WON) ? WON : NET;
}

/** Rows by view and id; bounded by what the company has. */
export class Board {
  /** @param unit of the window that is meant where none is named */
  constructor(unit) {
    this.unit = unit;
    this.version = -1;
    this.head = null;
    this.views = new Map();
    this.windows = new Map();
    this.deals = [];
  }

  /** A snapshot replaces everything, a change only the rows (and the list of deals) it carries; what is older than what is here changes nothing. */
  apply(name, data) {
    if (data.version < this.version) {
      return;
    }
    if (name === 'snapshot') {
      this.views.clear();
    }
    this.version = data.version;
    for (const { scope, window, rows } of data.views) {
      const key = `${scope}:${window.unit}`;
      const known = this.views.get(key) ?? new Map();
      this.views.set(key, known);
      this.windows.set(window.unit, window);
      rows.forEach((row) => known.set(row.id, row));
    }
    this.head = { currency: data.currency, zone: data.zone, window: this.windows.get(this.unit) };
    this.deals = data.deals ?? this.deals;
  }

  rows(scope, unit = this.unit) {
    return [...(this.views.get(`${scope}:${unit}`)?.values() ?? [])];
  }

  /** The rows of a scope that stand for somebody. */
  named(scope) {
    return this.rows(scope).filter((row) => !NOBODY.includes(row.id));
  }

  company(unit = this.unit) {
    return this.rows('company', unit)[0]?.values ?? {};
  }

  companyName() {
    return this.rows('company')[0]?.name ?? null;
  }

  /** The scope asked for, or the next one the company has: an online shop has no reps. */
  scope(asked) {
    return [asked, 'rep', 'store', 'channel', 'region'].find((scope) => this.named(scope).length > 0) ?? asked;
  }

  /** What the leaderboard counts. */
  value(scope) {
    return counted(this.named(scope).map((row) => row.values));
  }
}

/** Whether places can have moved: on the first day of a week, month or quarter everyone was level when the day began. */
export function canMove({ unit, start }, today) {
  return unit === 'day' || today > start.slice(0, 10);
}

/**
 * The rows that have a value, best first, numbered from 1. Ties follow the server's rank, which knows who came first.
 *
 * @returns rows with `place`, `movement` and `value`
 */
export function ranked(rows, key) {
  return rows
    .filter((row) => row.values[key])
    .map((row) => ({
      id: row.id,
      name: row.name,
      values: row.values,
      value: row.values[key],
      given: row.ranks?.[key]?.rank ?? Infinity,
      movement: row.ranks?.[key]?.movement ?? 0,
    }))
    .sort((a, b) => b.value - a.value || a.given - b.given || (a.id < b.id ? -1 : 1))
    .map((row, i) => ({ ...row, place: i + 1 }));
}

/** Of the first `among` places, the two that are closest to changing: who is next to pass whom. */
export function closestRace(rows, among) {
  let best = null;
  for (let i = 1; i < Math.min(among, rows.length); i++) {
    const gap = rows[i - 1].value - rows[i].value;
    if (gap > 0 && (best === null || gap / rows[i].value < best.gap / best.behind.value)) {
      best = { ahead: rows[i - 1], behind: rows[i], gap };
    }
  }
  return best;
}

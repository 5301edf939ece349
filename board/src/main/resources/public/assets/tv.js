/** The leaderboard on the office TV: `/tv?window=day|week|month|quarter&lang=vi|en&scope=rep|team|store|region`. */
import { createApp, h, onMounted, ref, shallowRef, TransitionGroup } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import * as format from './format.js';
import { BusinessNow, openStream } from './live.js';
import { Board, canMove, closestRace, ranked } from './model.js';
import { hero } from './tv-hero.js';
import { side } from './tv-side.js';
import { AgeBadge, Banner, Figure, Incidents, marks, movement, plainBar, progressBar } from './ui.js';
import { asked, wordsOf } from './words.js';

/** How many places there is room for, by the number of incidents above them. */
const PLACES = [10, 8, 6];
const INCIDENTS_SHOWN = 2;
const NAME_LENGTH = 21;
const CALLED_LENGTH = 14;
const REPAINT_MILLIS = 200;
const PREVIOUS_EVERY_MILLIS = 10 * 60 * 1000;

const { lang, unit, scope: askedScope } = asked(location.search);
const words = wordsOf(lang);
document.documentElement.lang = lang;
document.title = words.title;

/** People are named by what they are called, everything else in full. */
const nameIn = (scope, name) => (scope === 'rep' ? format.fitName(name, NAME_LENGTH) : name);
const calledIn = (scope, name) => (scope === 'rep' ? format.fitName(format.shortName(name), CALLED_LENGTH) : name);

function leaderRow(row, { scope, moves, unitOfColumn, longest, expected }) {
  const quota = expected !== undefined;
  return h('li', { key: row.id, class: ['leader', row.place <= 3 && `place-${row.place}`], 'data-id': row.id }, [
    h('span', { class: 'place' }, row.place),
    movement(moves ? row.movement : 0, words),
    h('span', { class: 'name', title: row.name }, nameIn(scope, row.name)),
    h(Figure, {
      class: 'value',
      text: quota ? format.percent(row.value, lang) : format.numberIn(row.value, unitOfColumn),
      raw: row.value,
    }),
    quota
      ? progressBar({ share: row.value, expected, label: row.name, lang })
      : plainBar(row.value / longest),
  ]);
}

function panel(name, title, unitText, all, options, empty, foot) {
  const rows = all.slice(0, options.places);
  return h('section', { class: ['panel', 'board-list', name], 'aria-label': title }, [
    h('header', [h('h2', title), unitText ? h('span', { class: 'unit' }, unitText) : null]),
    rows.length
      ? h(TransitionGroup, { tag: 'ol', name: 'row', class: 'leaders', style: { '--places': options.places } }, () =>
          rows.map((row) => leaderRow(row, options)),
        )
      : h('p', { class: 'empty' }, empty),
    foot ? h('footer', foot) : null,
  ]);
}

/** Two lists side by side; where nobody has a quota the second one carries the first one on. */
function lists(board, today, places) {
  const scope = board.scope(askedScope);
  const key = board.value(scope);
  const { currency } = board.head;
  const byValue = ranked(board.named(scope), key);
  const withQuota = board.named(scope).filter((row) => row.values['K51.quota'] > 0).length;
  const byQuota = ranked(board.named(scope), 'K51.attainment');
  const shown = byValue.slice(0, withQuota ? places : 2 * places);
  const unitOfColumn = format.columnUnit(shown.map((row) => row.value), currency, lang);
  const moves = canMove(board.head.window, today);
  const options = { scope, moves, places, unitOfColumn, longest: Math.max(1, shown[0]?.value ?? 1) };
  const title = `${words.values[key]} · ${words.of[scope]}`;
  const unitText = shown.length ? format.unitName(unitOfColumn) : null;
  const empty = words.noSales[unit] ?? words.noSales.other;
  const race = closestRace(byValue, places);
  const foot = race
    ? words.next(
        h('b', calledIn(scope, race.behind.name)),
        format.compact(race.gap, currency, lang),
        h('b', calledIn(scope, race.ahead.name)),
      )
    : null;
  const first = panel('by-value', title, unitText, shown, options, empty, foot);
  if (!withQuota) {
    return shown.length > places
      ? [first, panel('by-value', title, unitText, shown.slice(places), options, empty, null)]
      : [first];
  }
  const expected = board.company()['K54.expected'] ?? null;
  const reached = byQuota.filter((row) => row.value >= 1).length;
  return [
    first,
    panel('by-quota', words.attained, null, byQuota, { scope, moves, places, expected }, words.noAttainment, [
      `${words.atQuota}: `,
      h('b', `${format.count(reached, lang)} / ${format.count(withQuota, lang)}`),
      ` ${words.of[scope]}`,
    ]),
  ];
}

const Tv = {
  setup() {
    const board = new Board(unit);
    const now = new BusinessNow();
    const painted = shallowRef(0);
    const previous = shallowRef(null);
    const clock = ref(null);
    let dirty = true;

    const scopes = new Set(['company', 'region', 'rep', 'store', 'channel', askedScope]);
    const views = new Set([...[...scopes].map((scope) => `${scope}:${unit}`), 'company:day']);
    const freshness = openStream({ views: [...views], reps: [] }, (name, data) => {
      board.apply(name, data);
      now.hear(data.clock);
      dirty = true;
    });

    async function comparePrevious() {
      try {
        const answer = await fetch(`/api/v1/kpis?scope=company&window=${unit}&compare=previous`);
        const { window, rows } = await answer.json();
        previous.value = { start: window.start, net: rows[0]?.previous?.['K01.net'] ?? null };
      } catch (error) {
        // The comparison is an extra and is asked for again; the stream itself says loudly when the board is away.
        console.warn('no comparison with the previous period', error);
      }
    }

    onMounted(() => {
      setInterval(() => {
        if (dirty) {
          dirty = false;
          painted.value += 1;
        }
      }, REPAINT_MILLIS);
      setInterval(() => (clock.value = now.millis()), 500);
      comparePrevious();
      setInterval(comparePrevious, PREVIOUS_EVERY_MILLIS);
    });

    return () => {
      painted.value;
      // Zeroes of a board that is still reading would be taken for figures.
      const empty = board.head === null || (freshness.reading && !board.company()['K01.net']);
      const zone = board.head?.zone;
      const at = clock.value ?? now.millis();
      const places = PLACES[Math.min(freshness.incidents.length, INCIDENTS_SHOWN)];
      const today = board.head && format.dayOf(at, zone);
      return h('div', { class: ['tv', ...marks(freshness)] }, [
        h(Banner, { freshness, empty, alone: true, lang, words }),
        h('div', { class: 'content' }, [
          h('header', { class: 'top' }, [
            h('h1', [board.companyName() ?? words.title, board.head ? h('span', format.windowName(board.head.window, lang)) : null]),
            h(AgeBadge, { freshness, lang, words }),
            board.head
              ? h('div', { class: 'clock' }, [h('span', format.date(today, lang)), h('time', format.time(at, zone))])
              : null,
          ]),
          h(Incidents, { incidents: freshness.incidents, most: INCIDENTS_SHOWN, zone, lang, words }),
          empty
            ? h('p', { class: 'waiting', role: 'status' }, words.starting)
            : [
                hero({ board, previous: previous.value, unit, lang, words }),
                h('main', [...lists(board, today, places), side({ board, today, places, lang, words })]),
              ],
        ]),
      ]);
    };
  },
};

createApp(Tv).mount('#app');

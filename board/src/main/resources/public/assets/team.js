/** A team lead's team on the phone, each member leading to the own page: `/team?window=day|week|month|quarter&lang=vi|en`. */
import { createApp, h, shallowRef } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import * as format from './format.js';
import { BusinessNow, openStream } from './live.js';
import { Board, ranked } from './model.js';
import { deals } from './rep-cards.js';
import { AgeBadge, Banner, Figure, Incidents, marks, plainBar, signOut } from './ui.js';
import { asked, wordsOf } from './words.js';

const INCIDENTS_SHOWN = 3;
const REPAINT_MILLIS = 200;

const { lang, unit } = asked(location.search);
const words = wordsOf(lang);
document.documentElement.lang = lang;
document.title = words.teamTitle;

function member(row, { longest, currency }) {
  return h('li', { key: row.id, class: 'deal' }, [
    h('div', [
      h('a', { class: 'what', href: `/rep/${encodeURIComponent(row.id)}${location.search}` }, row.name),
      h(Figure, { class: 'amount', text: format.compact(row.net, currency, lang), raw: row.net }),
    ]),
    plainBar(row.net / longest),
  ]);
}

/** Everybody, also who has not sold yet; the best first. */
function members(board) {
  const sold = ranked(board.named('rep'), 'K01.net').map((row) => ({ ...row, net: row.value }));
  const ids = new Set(sold.map((row) => row.id));
  return [...sold, ...board.named('rep').filter((row) => !ids.has(row.id)).map((row) => ({ ...row, net: 0 }))];
}

const Team = {
  setup() {
    const board = new Board(unit);
    const now = new BusinessNow();
    const painted = shallowRef(0);
    let dirty = false;
    const freshness = openStream({ views: [`team:${unit}`, `rep:${unit}`], reps: [] }, (name, data) => {
      board.apply(name, data);
      now.hear(data.clock);
      dirty = true;
    });
    setInterval(() => {
      if (dirty) {
        dirty = false;
        painted.value += 1;
      }
    }, REPAINT_MILLIS);

    return () => {
      painted.value;
      if (board.head === null) {
        return h('main', { class: 'message' }, [h('h1', words.starting)]);
      }
      const { currency, zone, window } = board.head;
      const [team] = board.rows('team');
      const all = members(board);
      const longest = Math.max(1, all[0]?.net ?? 1);
      const net = team?.values['K01.net'] ?? 0;
      const context = { currency, lang, words, zone, today: format.dayOf(now.millis(), zone) };
      return h('div', { class: ['rep', ...marks(freshness)] }, [
        h(Banner, { freshness, empty: false, alone: false, lang, words }),
        h('main', { class: 'content' }, [
          h('header', { class: 'who' }, [
            h('div', [h('h1', team?.name ?? words.teamTitle), h('p', format.windowName(window, lang))]),
            h(AgeBadge, { freshness, lang, words }),
          ]),
          h(Incidents, { incidents: freshness.incidents, most: INCIDENTS_SHOWN, zone, lang, words }),
          h('section', { class: 'wide team' }, [
            h('h2', words.values['K01.net']),
            h('p', [h(Figure, { class: 'total', text: format.compact(net, currency, lang), raw: net })]),
            h('ul', all.map((row) => member(row, { longest, currency }))),
          ]),
          deals(board.deals, context),
          signOut(words),
        ]),
      ]);
    };
  },
};

createApp(Team).mount('#app');

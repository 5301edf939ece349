/** One rep's progress on the phone: `/rep?lang=vi|en`, the own one, or `/rep/{id}`. */
import { createApp, h, ref, shallowRef } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import * as format from './format.js';
import { BusinessNow, askWhoAgain, openStream } from './live.js';
import { canMove } from './model.js';
import { deals, missingCards, moreCards, pipeline, rankCard } from './rep-cards.js';
import { ring } from './rep-ring.js';
import { AgeBadge, Banner, gapInWords, Incidents, marks, signOut, standing } from './ui.js';
import { asked, wordsOf } from './words.js';

const INCIDENTS_SHOWN = 3;
const RETRY_MILLIS = 3000;
const REPAINT_MILLIS = 200;
const UNITS = ['day', 'week', 'month', 'quarter'];

const { lang, unit: askedUnit } = asked(location.search);
const words = wordsOf(lang);
/** Nobody signs out from somebody else's page. */
const OWN = location.pathname.replace(/\/$/, '') === '/rep';
const address = `/api/v1${location.pathname}`;
document.documentElement.lang = lang;
document.title = words.repTitle;

function tabs(units, chosen, choose) {
  const move = (event, step) => {
    const next = units[(units.indexOf(chosen) + step + units.length) % units.length];
    choose(next);
    event.currentTarget.parentElement.querySelector(`[data-unit=${next}]`).focus();
  };
  return h(
    'div',
    { class: 'tabs', role: 'tablist' },
    units.map((unit) =>
      h(
        'button',
        {
          key: unit,
          type: 'button',
          role: 'tab',
          id: `tab-${unit}`,
          'data-unit': unit,
          'aria-selected': unit === chosen,
          'aria-controls': 'window',
          tabindex: unit === chosen ? 0 : -1,
          onClick: () => choose(unit),
          onKeydown: (event) =>
            event.key === 'ArrowRight' ? move(event, 1) : event.key === 'ArrowLeft' ? move(event, -1) : undefined,
        },
        words.shortUnits[unit],
      ),
    ),
  );
}

function windowPanel(window, context) {
  const { values } = window;
  const inWords = (amount) => format.compact(amount, context.currency, lang);
  const share = values['K51.attainment'];
  const gap = gapInWords(values['K54.gap'], inWords, words);
  const standingNow = standing(share, values['K54.expected']);
  return h('div', { id: 'window', role: 'tabpanel', 'aria-labelledby': `tab-${window.unit}` }, [
    h('p', { class: 'window-name' }, format.windowName(window, lang)),
    ring(values, context),
    standingNow === 'done'
      ? h('p', { class: 'standing done' }, words.reached)
      : gap && h('p', { class: ['standing', standingNow] }, gap),
    missingCards(values, context),
    rankCard(window, context),
    moreCards(values, context),
  ]);
}

function message(title, help) {
  return h('main', { class: 'message' }, [h('h1', title), h('p', help)]);
}

const Rep = {
  setup() {
    const state = ref('loading');
    const data = shallowRef(null);
    const unit = ref(askedUnit);
    const freshness = shallowRef(null);
    const now = new BusinessNow();
    let latest = null;

    function receive(own, { version, currency, zone, clock }) {
      if (latest === null || version >= latest.version) {
        latest = { ...own, version, currency, zone };
        now.hear(clock);
      }
    }

    function follow(name, data) {
      const [own] = Object.values(data.own);
      if (own === null) {
        state.value = 'unknown';
      } else {
        receive(own, data);
      }
    }

    async function begin() {
      try {
        const answer = await fetch(address);
        if (answer.status === 401) {
          askWhoAgain();
          return;
        }
        if ([400, 403, 404].includes(answer.status)) {
          state.value = 'unknown';
          return;
        }
        if (answer.ok) {
          const own = await answer.json();
          receive(own, own);
          data.value = latest;
          state.value = 'open';
          freshness.value = openStream({ views: [], reps: [own.rep.id] }, follow);
          setInterval(() => (data.value = latest), REPAINT_MILLIS);
          return;
        }
      } catch (error) {
        console.warn('the board does not answer yet', error);
      }
      state.value = 'waiting';
      setTimeout(begin, RETRY_MILLIS);
    }
    begin();

    return () => {
      if (state.value === 'unknown') {
        return message(words.unknownRep, words.unknownRepHelp);
      }
      if (state.value !== 'open') {
        return state.value === 'waiting' ? message(words.noServer, words.noServerHelp) : null;
      }
      const { rep, windows, currency, zone } = data.value;
      const open = windows.find((window) => window.unit === unit.value) ?? windows[0];
      const today = format.dayOf(now.millis(), zone);
      const context = { currency, lang, words, zone, today, moves: canMove(open, today) };
      const { incidents } = freshness.value;
      return h('div', { class: ['rep', ...marks(freshness.value)] }, [
        h(Banner, { freshness: freshness.value, empty: false, alone: false, lang, words }),
        h('main', { class: 'content' }, [
          h('header', { class: 'who' }, [
            h('div', [h('h1', rep.name), h('p', [rep.team, rep.region].filter(Boolean).join(' · '))]),
            h(AgeBadge, { freshness: freshness.value, lang, words }),
          ]),
          h(Incidents, { incidents, most: INCIDENTS_SHOWN, zone, lang, words }),
          tabs(UNITS.filter((u) => windows.some((w) => w.unit === u)), open.unit, (next) => (unit.value = next)),
          windowPanel(open, context),
          pipeline(data.value.pipeline, context),
          deals(data.value.deals, context),
          OWN ? signOut(words) : null,
        ]),
      ]);
    };
  },
};

createApp(Rep).mount('#app');

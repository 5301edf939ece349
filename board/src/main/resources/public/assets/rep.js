/** One rep's own progress on the phone: `/rep/{link}?lang=vi|en`. */
import { createApp, h, ref, shallowRef } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import * as format from './format.js';
import { BusinessNow, openStreams } from './live.js';
import { canMove } from './model.js';
import { deals, missingCards, moreCards, pipeline, rankCard } from './rep-cards.js';
import { ring } from './rep-ring.js';
import { AgeBadge, gapInWords, StaleBanner, standing } from './ui.js';
import { asked, wordsOf } from './words.js';

const RETRY_MILLIS = 3000;
const REPAINT_MILLIS = 200;
const UNITS = ['day', 'week', 'month', 'quarter'];

const { lang, unit: askedUnit } = asked(location.search);
const words = wordsOf(lang);
const link = location.pathname.split('/').filter(Boolean).at(-1);
const address = `/api/v1/rep/${encodeURIComponent(link)}`;
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

    function receive(name, next) {
      if (latest === null || next.version >= latest.version) {
        latest = next;
        now.hear(next.clock);
      }
    }

    async function begin() {
      try {
        const answer = await fetch(address);
        if (answer.status === 404 || answer.status === 400) {
          state.value = 'unknown';
          return;
        }
        if (answer.ok) {
          receive('snapshot', await answer.json());
          data.value = latest;
          state.value = 'open';
          freshness.value = openStreams([[`${address}/stream`, receive]]);
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
        return message(words.unknownLink, words.unknownLinkHelp);
      }
      if (state.value !== 'open') {
        return state.value === 'waiting' ? message(words.noServer, words.noServerHelp) : null;
      }
      const { rep, windows, currency } = data.value;
      const open = windows.find((window) => window.unit === unit.value) ?? windows[0];
      const offset = format.offsetOf(now.seen?.iso ?? '') ?? format.offsetOf(open.start) ?? 0;
      const context = { currency, lang, words, offset, moves: canMove(open, now.millis()) };
      const stale = freshness.value.state === 'stale';
      return h('div', { class: ['rep', stale && 'is-stale'] }, [
        h(StaleBanner, { freshness: freshness.value, empty: false, lang, words }),
        h('main', { class: 'content' }, [
          h('header', { class: 'who' }, [
            h('div', [h('h1', rep.name), h('p', [rep.team, rep.region].filter(Boolean).join(' · '))]),
            stale ? null : h(AgeBadge, { freshness: freshness.value, lang, words }),
          ]),
          tabs(UNITS.filter((u) => windows.some((w) => w.unit === u)), open.unit, (next) => (unit.value = next)),
          windowPanel(open, context),
          pipeline(data.value.pipeline, context),
          deals(data.value.deals, data.value, context),
        ]),
      ]);
    };
  },
};

createApp(Rep).mount('#app');

/** The cards on the rep's page: what is missing, rank, pipeline, latest deals. */
import { h, TransitionGroup } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { compact, count, money, percent, when } from './format.js';
import { Figure } from './ui.js';

const DEALS_SHOWN = 10;

const isNumber = (value) => typeof value === 'number';

function card(label, text, raw, kind) {
  return h('div', { class: ['card', kind] }, [h('span', { class: 'label' }, label), h(Figure, { text, raw })]);
}

/** What is missing and what it takes to get there; nothing without a quota. */
export function missingCards(values, { currency, lang, words }) {
  if (!isNumber(values['K51.quota'])) {
    return null;
  }
  const inWords = (amount) => compact(amount, currency, lang);
  const missing = values['K51.quota'] - (values['K01.net'] ?? 0);
  const required = values['K54.required_run_rate'];
  return h('div', { class: 'cards' }, [
    missing > 0
      ? card(words.missing, inWords(missing), missing)
      : card(words.over, inWords(-missing), missing, 'done'),
    missing > 0 && isNumber(required) ? card(words.required, inWords(required), required) : null,
  ]);
}

/** Pace, and what the figures are made of. */
export function moreCards(values, { currency, lang, words }) {
  const inWords = (amount) => compact(amount, currency, lang);
  const share = (fraction) => percent(fraction, lang);
  const number = (value) => count(value, lang);
  const cards = [
    [words.pace, 'K54.pace', share],
    [words.projected, 'K54.projected', inWords],
    [words.orders, 'K02.orders', number],
    [words.average, 'K03.aov', inWords],
    [words.wonCount, 'K33.won', number],
    [words.leads, 'K22.leads', number],
  ]
    .filter(([, key]) => values[key])
    .map(([label, key, write]) => card(label, write(values[key]), values[key]));
  return cards.length ? h('div', { class: 'cards' }, cards) : null;
}

function nextStep(ahead, { currency, lang, words }) {
  if (!ahead) {
    return h('b', words.first);
  }
  const name = h('b', ahead.name);
  return ahead.gap > 0 ? words.nextOwn(compact(ahead.gap, currency, lang), name) : words.levelWith(name);
}

/** The own place and the next one to take; nothing before the first sale, when places mean nothing. */
export function rankCard({ unit, rank, values }, context) {
  if (!isNumber(rank?.rank) || !values['K01.net']) {
    return null;
  }
  const { lang, words } = context;
  const told = rank.movement === 0 ? words.level : (rank.movement > 0 ? words.up : words.down)(Math.abs(rank.movement));
  return h('section', { class: 'wide rank', 'aria-label': words.rank }, [
    h('div', { class: 'place' }, [
      h('span', { class: 'label' }, words.rank),
      h('strong', { 'aria-live': 'polite' }, [
        h(Figure, { text: count(rank.rank, lang), raw: rank.rank }),
        h('small', ` / ${count(rank.of, lang)}`),
      ]),
    ]),
    h('div', { class: 'next' }, [
      h('p', nextStep(rank.ahead, context)),
      context.moves
        ? h('p', { class: ['movement', rank.movement > 0 ? 'up' : rank.movement < 0 && 'down'] }, [
            rank.movement ? h('i', { class: 'arrow' }) : null,
            `${told} ${words.sinceStart[unit] ?? words.sinceStart.other}`,
          ])
        : null,
    ]),
  ]);
}

/** The own open opportunities and what was missed; nothing where the company keeps none. */
export function pipeline(values, { currency, lang, words }) {
  const missed = (text, value) => (value > 0 ? card(text, count(value, lang), value) : null);
  if (!values?.['K36.open'] && !values?.['K37.missed_meetings']) {
    return null;
  }
  const inWords = (amount) => compact(amount, currency, lang);
  return h('section', { class: 'wide', 'aria-label': words.pipeline }, [
    h('h2', words.pipeline),
    h('div', { class: 'cards flat' }, [
      card(words.openCount, count(values['K36.open'], lang), values['K36.open']),
      card(words.openAmount, inWords(values['K36.amount']), values['K36.amount']),
      card(words.weighted, inWords(values['K36.weighted']), values['K36.weighted']),
      isNumber(values['K36.coverage'])
        ? card(words.coverage, percent(values['K36.coverage'], lang), values['K36.coverage'])
        : null,
      missed(words.overdue, values['K37.overdue_opportunities']),
      missed(words.missedMeetings, values['K37.missed_meetings']),
    ]),
  ]);
}

function deal(item, { currency, lang, words, zone, today }) {
  const what = item.kind === 'opportunity' ? words.opportunity : (item.productName ?? words.order);
  return h('li', { key: `${item.kind}/${item.id}`, class: ['deal', item.kind] }, [
    h('div', [h('span', { class: 'what' }, what), h('span', { class: 'amount' }, money(item.amount, currency, lang))]),
    h('p', { class: 'label' }, [when(Date.parse(item.at), today, zone, lang).join(' '), item.storeName]
      .filter(Boolean)
      .join(' · ')),
  ]);
}

/** The own latest deals, newest first. */
export function deals(items, context) {
  const { words } = context;
  return h('section', { class: 'wide', 'aria-label': words.ownDeals }, [
    h('h2', words.ownDeals),
    items?.length
      ? h(TransitionGroup, { tag: 'ul', name: 'row' }, () =>
          items.slice(0, DEALS_SHOWN).map((item) => deal(item, context)),
        )
      : h('p', { class: 'label' }, words.noOwnDeals),
  ]);
}

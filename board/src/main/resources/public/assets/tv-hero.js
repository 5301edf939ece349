/** The company's total against its quota, the first thing the TV says. */
import { h } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { compact, count, money, percent } from './format.js';
import { Figure, gapInWords, progressBar, standing } from './ui.js';

const fact = (label, text) => h('div', { class: 'fact' }, [h('span', { class: 'label' }, label), h('b', text)]);

function quotaBlock(values, inWords, { lang, words }) {
  const share = values['K51.attainment'];
  const expected = values['K54.expected'] ?? undefined;
  const missing = values['K51.quota'] - (values['K01.net'] ?? 0);
  const gap = gapInWords(values['K54.gap'], inWords, words);
  return h('div', { class: 'quota' }, [
    progressBar({ share, expected, label: words.attained, lang }),
    h('div', { class: 'quota-facts' }, [
      share >= 1
        ? h('strong', { class: 'done' }, words.reachedBy(inWords(-missing)))
        : gap && h('strong', { class: standing(share, expected) }, gap),
      expected === undefined ? null : h('span', { class: 'key' }, [h('i'), words.expected(percent(expected, lang))]),
      h('span', { class: 'rest' }, [
        `${words.quota} `,
        h('b', inWords(values['K51.quota'])),
        share < 1 ? [` · ${words.missing.toLowerCase()} `, h('b', inWords(missing))] : null,
      ]),
    ]),
  ]);
}

function total(board) {
  const scope = board.scope('rep');
  const key = board.value(scope);
  const own = board.company()[key];
  // Won amounts are kept per rep only; the company's is their sum.
  return { key, amount: own ?? board.rows(scope).reduce((sum, row) => sum + (row.values[key] ?? 0), 0) };
}

/** @returns the strip under the head: total, share of quota, pace, today, orders, the previous period */
export function hero({ board, previous, unit, lang, words }) {
  const values = board.company();
  const { currency, window } = board.head;
  const inWords = (amount) => compact(amount, currency, lang);
  const { key, amount } = total(board);
  const hasQuota = typeof values['K51.attainment'] === 'number';
  // The facts beside it are of the company, which has no amount won of its own.
  const sells = key === 'K01.net';
  const todayNet = unit === 'day' ? null : board.company('day')['K01.net'];
  const facts = [
    sells && typeof todayNet === 'number' ? fact(words.today, inWords(todayNet)) : null,
    values['K02.orders'] ? fact(words.orders, count(values['K02.orders'], lang)) : null,
    values['K03.aov'] ? fact(words.average, inWords(values['K03.aov'])) : null,
    sells && previous?.net && previous.start === window.start ? fact(words.previous[unit], inWords(previous.net)) : null,
  ].filter(Boolean);
  return h('section', { class: 'hero', 'aria-label': words.values[key] }, [
    h('div', { class: 'total' }, [
      h('span', { class: 'label' }, `${words.values[key]} · ${words.units[unit].toLowerCase()}`),
      h('div', { class: 'amount', 'aria-live': 'polite' }, [
        h(Figure, { text: money(amount, currency, lang), raw: amount }),
        hasQuota
          ? h(Figure, {
              class: ['share', standing(values['K51.attainment'], values['K54.expected'])],
              text: percent(values['K51.attainment'], lang),
              raw: values['K51.attainment'],
            })
          : null,
      ]),
      hasQuota ? quotaBlock(values, inWords, { lang, words }) : null,
    ]),
    facts.length ? h('div', { class: 'facts' }, facts) : null,
  ]);
}

/** The ring on the rep's page: how much of the quota is there, with a mark where it should stand by now. */
import { h } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { compact, money, percent } from './format.js';
import { counted } from './model.js';
import { Figure, standing } from './ui.js';

const SIZE = 240;
const WIDTH = 18;
const RADIUS = (SIZE - WIDTH) / 2 - 6;
const LENGTH = 2 * Math.PI * RADIUS;

function mark(expected) {
  const angle = 2 * Math.PI * expected - Math.PI / 2;
  const at = (radius) => [SIZE / 2 + radius * Math.cos(angle), SIZE / 2 + radius * Math.sin(angle)];
  const [x1, y1] = at(RADIUS - WIDTH / 2 - 3);
  const [x2, y2] = at(RADIUS + WIDTH / 2 + 3);
  return h('line', { class: 'expected', x1, y1, x2, y2 });
}

function circle(share, expected) {
  const filled = Math.min(1, Math.max(0, share));
  const round = { cx: SIZE / 2, cy: SIZE / 2, r: RADIUS, 'stroke-width': WIDTH };
  return h('svg', { viewBox: `0 0 ${SIZE} ${SIZE}`, 'aria-hidden': true }, [
    h('circle', { class: 'track', ...round }),
    h('circle', {
      class: 'filled',
      ...round,
      'stroke-dasharray': LENGTH,
      'stroke-dashoffset': LENGTH * (1 - filled),
      transform: `rotate(-90 ${SIZE / 2} ${SIZE / 2})`,
    }),
    typeof expected === 'number' && expected < 1 ? mark(expected) : null,
  ]);
}

/** @returns the ring with the share in it; only the amount where there is no quota */
export function ring(values, { currency, lang, words }) {
  const net = values['K01.net'] ?? 0;
  const share = values['K51.attainment'];
  const expected = values['K54.expected'];
  if (typeof share !== 'number') {
    const key = counted([values]);
    const amount = values[key] ?? 0;
    return h('section', { class: 'no-ring', 'aria-live': 'polite' }, [
      h('span', { class: 'label' }, words.values[key]),
      h(Figure, { class: 'amount', text: money(amount, currency, lang), raw: amount }),
      h('span', { class: 'label' }, words.noQuota),
    ]);
  }
  return h('section', { class: ['ring', standing(share, expected)], 'aria-live': 'polite' }, [
    circle(share, expected),
    h('div', { class: 'inside' }, [
      h('span', { class: 'label' }, words.attainment),
      h(Figure, { class: 'share', text: percent(share, lang), raw: share }),
      h(Figure, { class: 'amount', text: compact(net, currency, lang), raw: net }),
      h('span', { class: 'label' }, `/ ${compact(values['K51.quota'], currency, lang)}`),
    ]),
  ]);
}

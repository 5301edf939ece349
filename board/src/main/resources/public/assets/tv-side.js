/** The right-hand column of the TV: regions and the latest sales. */
import { h, TransitionGroup } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { addUp, columnUnit, compact, fitName, percent, unitName, when } from './format.js';
import { Figure, plainBar, progressBar } from './ui.js';

const DEALS_SHOWN = 10;

/** Revenue of a region by its reps, or by the stores that stand in it where there are no reps. */
function regionKey(rows) {
  return rows.some((row) => row.values['K01.net']) ? 'K01.net' : 'K06.net';
}

function regionRow(row, key, text, most, { board, lang }) {
  const share = row.values['K51.attainment'];
  const withQuota = typeof share === 'number' && key === 'K01.net';
  const expected = row.values['K54.expected'] ?? board.company()['K54.expected'] ?? undefined;
  return h('li', { key: row.id, class: 'region', 'data-id': row.id }, [
    h('span', { class: 'name' }, row.name),
    h(Figure, { class: 'amount', text, raw: row.values[key] }),
    withQuota
      ? h(Figure, { class: 'share', text: percent(share, lang), raw: share })
      : most === null && h('span', { class: 'share' }),
    withQuota ? progressBar({ share, expected, label: row.name, lang }) : most !== null && plainBar(row.values[key] / most),
  ]);
}

function regions({ board, places, lang, words }) {
  const all = board.rows('region');
  const key = regionKey(all);
  const rows = all
    .filter((row) => row.values[key])
    .map((row) => (row.id === '-' ? { ...row, name: words.unassigned } : row))
    .sort((a, b) => (a.id === '-') - (b.id === '-') || b.values[key] - a.values[key]);
  if (rows.length < 2) {
    return null;
  }
  const unit = columnUnit(rows.map((row) => row.values[key]), board.head.currency, lang);
  const texts = addUp(rows.map((row) => row.values[key]), unit);
  // Beside bars that fill up to a quota, a bar that compares regions would say something else.
  const quotas = rows.some((row) => typeof row.values['K51.attainment'] === 'number');
  const most = quotas ? null : Math.max(...rows.map((row) => row.values[key]), 1);
  return h('section', { class: 'panel regions', 'aria-label': words.regions }, [
    h('header', [h('h2', words.regions), h('span', { class: 'unit' }, unitName(unit))]),
    h('ul', rows.slice(0, places / 2).map((row, i) => regionRow(row, key, texts[i], most, { board, lang }))),
  ]);
}

function deal(item, { board, today, lang, words }) {
  const ofRep = item.rep !== null && item.rep !== '-';
  const who = ofRep ? fitName(item.repName, 15) : (item.storeName ?? words.order);
  const what = [item.kind === 'opportunity' ? words.opportunity : item.productName, ofRep ? item.storeName : null]
    .filter(Boolean)
    .join(' · ');
  return h('li', { key: `${item.kind}/${item.id}`, class: ['deal', item.kind] }, [
    h('time', when(Date.parse(item.at), today, board.head.zone, lang).map((line) => h('span', line))),
    h('span', { class: 'who' }, who),
    h('span', { class: 'amount' }, compact(item.amount, board.head.currency, lang)),
    h('span', { class: 'what' }, what),
  ]);
}

function latest(context) {
  const { board, words } = context;
  return h('section', { class: 'panel latest', 'aria-label': words.latest }, [
    h('header', [h('h2', words.latest)]),
    board.deals.length
      ? h(TransitionGroup, { tag: 'ul', name: 'row' }, () =>
          board.deals.slice(0, DEALS_SHOWN).map((item) => deal(item, context)),
        )
      : h('p', { class: 'empty' }, words.noDeals),
  ]);
}

/** @returns the column with both panels */
export function side(context) {
  return h('aside', { class: 'side' }, [regions(context), latest(context)]);
}

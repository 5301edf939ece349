/** Pieces both pages show: a figure that glows when it changes, movement, progress, freshness. */
import { computed, h, ref, watch } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { age, count, duration, percent } from './format.js';

// A figure that changes several times a second would glow without end, which says nothing.
const REST_MILLIS = 5000;

/** A text that glows briefly when its raw value changes; not when it first appears. */
export const Figure = {
  props: ['text', 'raw'],
  setup(props) {
    const changes = ref(0);
    let last = 0;
    watch(
      () => props.raw,
      (now, before) => {
        if (before !== undefined && before !== null && Date.now() - last > REST_MILLIS) {
          last = Date.now();
          changes.value += 1;
        }
      },
    );
    // Two names for one animation: changing the name is what starts it again.
    return () => h('span', { class: ['figure', changes.value && (changes.value % 2 ? 'glow-a' : 'glow-b')] }, props.text);
  },
};

/** Places gained since the start of the day; a fall is told without alarm. */
export function movement(places, words) {
  if (!places) {
    return h('span', { class: 'movement' });
  }
  const up = places > 0;
  return h(
    'span',
    { class: ['movement', up ? 'up' : 'down'], role: 'img', 'aria-label': (up ? words.up : words.down)(Math.abs(places)) },
    [h('i', { class: 'arrow' }), String(Math.abs(places))],
  );
}

/** How far a quota is filled, with a mark where it should stand by now. */
export function progressBar({ share, expected, label, lang }) {
  const filled = Math.min(1, Math.max(0, share ?? 0));
  return h(
    'div',
    {
      class: ['bar', standing(share, expected)],
      role: 'progressbar',
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': Math.round(filled * 100),
      'aria-valuetext': percent(share, lang),
    },
    [
      h('div', { class: 'fill', style: { transform: `scaleX(${filled})` } }),
      typeof expected === 'number' && expected < 1
        ? h('div', { class: 'mark', style: { left: `${Math.max(0, expected) * 100}%` } })
        : null,
    ],
  );
}

/** A row's size beside the others of its list. */
export function plainBar(part) {
  return h('div', { class: 'bar', 'aria-hidden': true }, [
    h('div', { class: 'fill', style: { transform: `scaleX(${Math.min(1, Math.max(0, part))})` } }),
  ]);
}

/** `done`, `ahead`, `behind` or nothing where there is no pace. */
export function standing(share, expected) {
  if (typeof share !== 'number') {
    return '';
  }
  if (share >= 1) {
    return 'done';
  }
  return typeof expected === 'number' ? (share >= expected ? 'ahead' : 'behind') : '';
}

/** The gap to pace in words, or null where there is none. */
export function gapInWords(gap, money, words) {
  if (typeof gap !== 'number') {
    return null;
  }
  return gap === 0 ? words.onPace : (gap > 0 ? words.ahead : words.behind)(money(Math.abs(gap)));
}

/** The small sign that says how old the figures are while they are fresh, and whether rows are missing from them. */
export const AgeBadge = {
  props: ['freshness', 'lang', 'words'],
  setup(props) {
    const label = computed(() =>
      props.freshness.age === null ? '' : props.words.ageOf(age(props.freshness.age, props.lang)),
    );
    return () =>
      h('div', { class: ['age', props.freshness.state] }, [
        props.freshness.leftOut
          ? h('span', { class: 'left-out' }, props.words.leftOut(count(props.freshness.leftOut, props.lang)))
          : null,
        h('i', { class: 'dot' }),
        props.freshness.state === 'starting'
          ? props.words.starting
          : [h('b', props.words.live), h('span', { class: 'seconds' }, label.value)],
      ]);
  },
};

/** Loud when the figures are old: how old, and why. While they are still being loaded it says that they are not whole. */
export const StaleBanner = {
  props: ['freshness', 'empty', 'lang', 'words'],
  setup(props) {
    return () => {
      const { state, age: seconds, offline, source, loading } = props.freshness;
      const { words } = props;
      if (state === 'starting' && loading && !props.empty) {
        return h('div', { class: 'banner loading', role: 'status' }, [
          h('strong', words.loading),
          h('span', words.notWhole),
        ]);
      }
      if (state !== 'stale') {
        return null;
      }
      return h('div', { class: 'banner stale-banner', role: 'alert' }, [
        h('strong', props.empty ? words.noData : words.stale(duration(seconds, props.lang))),
        h('span', offline ? words.offline : words.sourceBehind(source)),
      ]);
    };
  },
};

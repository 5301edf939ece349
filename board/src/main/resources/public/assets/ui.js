/** Pieces both pages show: a figure that glows when it changes, movement, progress, freshness. */
import { h, ref, watch } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import { age, count, dayOf, duration, percent, roughly, when } from './format.js';

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

/** The small sign that says how old the figures are while they are fresh, what they lack, and whose clock is wrong. */
export const AgeBadge = {
  props: ['freshness', 'lang', 'words'],
  setup(props) {
    return () => {
      const { state, age: seconds, leftOut, ahead } = props.freshness;
      const { words, lang } = props;
      return h('div', { class: ['age', state] }, [
        ...ahead.map((clock) =>
          h('span', { class: 'notice' }, words.clockAhead(clock.source, duration(clock.seconds, lang))),
        ),
        leftOut ? h('span', { class: 'notice left-out' }, words.leftOut(count(leftOut, lang))) : null,
        state === 'fresh'
          ? [h('i', { class: 'dot' }), h('b', words.live), h('span', { class: 'seconds' }, words.ageOf(age(seconds, lang)))]
          : state === 'starting'
            ? [h('i', { class: 'dot' }), words.starting]
            : null,
      ]);
    };
  },
};

/** How far the job is where it is behind: `pos: 1.250.000 / 5.000.000 dòng · 12.000 dòng/giây · còn khoảng 5 phút.` */
function progressText(progress, words, lang) {
  return progress
    .map(({ source, rows, total, rowsPerSecond, secondsLeft }) =>
      words.progress(
        source,
        [
          words.rowsRead(count(rows, lang), total && count(total, lang)),
          rowsPerSecond && words.rowsPerSecond(count(rowsPerSecond, lang)),
          secondsLeft && words.timeLeft(roughly(secondsLeft, lang)),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    )
    .join(' ');
}

/**
 * Loud when the figures are old, being loaded or computed again: how old, and why. Nothing while they are fresh. `alone`
 * says that it stands where the small sign would.
 */
export const Banner = {
  props: ['freshness', 'empty', 'alone', 'lang', 'words'],
  setup(props) {
    const told = () => {
      const { state, age: seconds, offline, source, records, loading, progress, reading, leftOut } = props.freshness;
      const { words, lang, empty, alone } = props;
      const lacking = alone && leftOut ? `${words.leftOut(count(leftOut, lang))}.` : null;
      const waiting =
        progressText(progress, words, lang) || (records ? words.changesWait(count(records, lang), source) : null);
      if (state === 'computing') {
        return ['computing', words.computing, waiting, words.oldFigures, lacking];
      }
      if (state === 'starting' && reading && (progress.length || !empty)) {
        const sources = loading.length ? words.loadingSources(loading.join(', ')) : null;
        return ['loading', words.loading, sources, waiting, empty ? null : words.notWhole, lacking];
      }
      if (state === 'stale') {
        return [
          'stale-banner',
          empty ? words.noData : words.stale(seconds === null ? '' : duration(seconds, lang)),
          offline ? words.offline : (waiting ?? words.sourceSilent(source)),
          lacking,
        ];
      }
      return null;
    };
    return () => {
      const banner = told();
      if (banner === null) {
        return null;
      }
      const [kind, title, ...sentences] = banner;
      return h('div', { class: ['banner', kind], role: kind === 'stale-banner' ? 'alert' : 'status' }, [
        h('strong', title),
        h('span', sentences.filter(Boolean).join(' ')),
      ]);
    };
  },
};

/** What somebody should do something about: what it is, the next step, where and since when. Nothing when all is well. */
export const Incidents = {
  props: ['incidents', 'most', 'zone', 'lang', 'words'],
  setup(props) {
    const since = ({ since: iso }) => {
      const at = Date.parse(iso);
      return props.zone === undefined || Number.isNaN(at)
        ? null
        : props.words.since(when(at, dayOf(Date.now(), props.zone), props.zone, props.lang).join(' '));
    };
    const row = (incident, more) => {
      const { what, next } = incident[props.lang] ?? incident.vi;
      return h('li', { key: incident.id, class: ['incident', incident.severity] }, [
        h('b', { class: 'sign', 'aria-hidden': true }, '!'),
        h('strong', { title: what }, what),
        h('span', { class: 'next', title: next }, next),
        h(
          'span',
          { class: 'label' },
          [incident.place, since(incident), more > 0 && props.words.moreIncidents(count(more, props.lang))]
            .filter(Boolean)
            .join(' · '),
        ),
      ]);
    };
    return () => {
      const { incidents, most, words } = props;
      const shown = incidents.slice(0, most);
      return shown.length === 0
        ? null
        : h(
            'ul',
            { class: 'incidents', role: 'alert', 'aria-label': words.incidents },
            shown.map((incident, i) => row(incident, i === shown.length - 1 ? incidents.length - shown.length : 0)),
          );
    };
  },
};

/** Class names of a page by what must be seen from afar: old figures, and figures that may be wrong. */
export function marks({ state, incidents }) {
  return [
    state === 'stale' && 'is-stale',
    state === 'computing' && 'is-old',
    incidents.some((incident) => incident.severity === 'wrong') && 'is-wrong',
  ];
}

/** Ends the session and leads to where one signs in; the session of a lent phone must not stay on it. */
export function signOut(words) {
  const leave = async () => {
    const answer = await fetch('/api/v1/sign-out', { method: 'POST' });
    if (answer.ok || answer.status === 401) {
      location.replace(`/in${location.search}`);
    }
  };
  return h('button', { type: 'button', class: 'sign-out', onClick: leave }, words.signOut);
}

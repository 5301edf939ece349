/** The alerts on sales for who looks after them: `/alerts?lang=vi|en`. What fires, what ended and how, which rules are in force. */
import { createApp, h, ref, shallowRef } from '/assets/vue/vue.runtime.esm-browser.prod.js';
import * as format from './format.js';
import { askWhoAgain, openStream } from './live.js';
import { AgeBadge, Banner, Incidents, marks } from './ui.js';
import { asked, wordsOf } from './words.js';

const ASK_MILLIS = 2000;
const INCIDENTS_SHOWN = 3;
const HISTORY_SHOWN = 100;

/** Which alerts each choice shows. A message told once is history as soon as it is told. */
const CHOICES = {
  firing: (alert) => alert.state === 'firing' && !alert.once && !alert.silenced,
  silenced: (alert) => alert.silenced,
  resolved: (alert) => alert.state === 'resolved',
  withdrawn: (alert) => alert.state === 'withdrawn',
  messages: (alert) => alert.once && alert.state === 'firing',
};

const { lang } = asked(location.search);
const words = wordsOf(lang);
document.documentElement.lang = lang;
document.title = words.alerts;

function choices(alerts, chosen, choose) {
  return h(
    'div',
    { class: 'choices', role: 'group', 'aria-label': words.alerts },
    Object.entries(CHOICES).map(([name, shows]) =>
      h(
        'button',
        { key: name, type: 'button', 'aria-pressed': name === chosen, class: name, onClick: () => choose(name) },
        [h('b', format.count(alerts.filter(shows).length, lang)), h('span', words.alertStates[name])],
      ),
    ),
  );
}

function refusals(rules, alertmanagers) {
  const lines = [
    ...(rules?.refused ?? []).map(({ place, rule, reason }) =>
      h('li', [h('b', place), ' ', rule && `${rule}: `, reason]),
    ),
    ...alertmanagers
      .filter(({ reached }) => !reached)
      .map(({ address }) => h('li', [h('b', address), ' ', words.alertmanagerAway])),
  ];
  return lines.length
    ? h('section', { class: 'refused', role: 'alert' }, [h('h2', words.alertsToMend), h('ul', lines)])
    : null;
}

function line(label, text) {
  return text ? h('div', { class: 'line' }, [h('dt', label), h('dd', text)]) : null;
}

function card(alert, today, zone) {
  const text = alert[lang];
  const at = (instant) => format.when(Date.parse(instant), today, zone, lang);
  return h('li', { key: alert.id, class: ['alert', alert.severity, alert.state, alert.silenced && 'silenced'] }, [
    h('header', [
      h('h3', text.title),
      h('p', { class: 'times' }, [at(alert.raised), alert.ended && ` – ${at(alert.ended)}`].filter(Boolean)),
    ]),
    h('p', { class: 'figure-line' }, text.figure),
    h('dl', [
      line(words.alertEnd, text.end),
      line(words.alertCause, text.cause),
      line(words.alertAction, text.action),
      line(words.alertTo, [words.severities[alert.severity], alert.receiver, alert.silenced && words.silencedNow]
        .filter(Boolean)
        .join(' · ')),
    ]),
  ]);
}

const Alerts = {
  setup() {
    const answer = shallowRef(null);
    const lost = ref(false);
    const refused = ref(false);
    const chosen = ref('firing');
    const freshness = openStream({ views: ['company:day'], reps: [] }, () => {});

    async function ask() {
      try {
        const response = await fetch('/api/v1/alerts');
        if (response.status === 401) {
          askWhoAgain();
          return;
        }
        refused.value = response.status === 403;
        if (response.ok) {
          answer.value = await response.json();
        }
        lost.value = !response.ok;
      } catch (error) {
        console.warn('the board does not answer', error);
        lost.value = true;
      }
      setTimeout(ask, ASK_MILLIS);
    }
    ask();

    return () => {
      if (refused.value) {
        return h('main', { class: 'message' }, [h('h1', words.noAlertsForYou), h('p', words.noAlertsForYouHelp)]);
      }
      if (answer.value === null) {
        return lost.value ? h('main', { class: 'message' }, [h('h1', words.noServer), h('p', words.noServerHelp)]) : null;
      }
      const { alerts, rules, alertmanagers, zone, asOf } = answer.value;
      const today = format.dayOf(Date.parse(asOf), zone);
      const shown = alerts.filter(CHOICES[chosen.value]).slice(0, HISTORY_SHOWN);
      return h('div', { class: ['alerts-page', ...marks(freshness)] }, [
        h(Banner, { freshness: freshness, empty: false, alone: false, lang, words }),
        h('main', { class: 'content' }, [
          h('header', { class: 'top' }, [
            h('div', [
              h('h1', words.alerts),
              h('p', { class: 'label' }, rules ? words.rulesInForce(format.count(rules.accepted.length, lang)) : words.rulesUnknown),
            ]),
            h(AgeBadge, { freshness: freshness, lang, words }),
          ]),
          h(Incidents, { incidents: freshness.incidents, most: INCIDENTS_SHOWN, zone, lang, words }),
          refusals(rules, alertmanagers),
          choices(alerts, chosen.value, (name) => (chosen.value = name)),
          shown.length
            ? h('ol', { class: 'list' }, shown.map((alert) => card(alert, today, zone)))
            : h('p', { class: 'none' }, words.noAlerts[chosen.value]),
        ]),
      ]);
    };
  },
};

createApp(Alerts).mount('#app');

/**
 * Writes money, shares, times and names the way a Vietnamese office reads them, and in English.
 *
 * Pure: no page, no network, no "now". Amounts are numbers in whole units of the currency; null is "no value".
 */
const NBSP = '\u00a0';
const MINUS = '\u2212';
const NO_VALUE = '—';
const LOCALES = { vi: 'vi-VN', en: 'en-US' };

const MILLION = { factor: 1e6, vi: 'triệu', en: 'm' };
const BILLION = { factor: 1e9, vi: 'tỷ', en: 'bn' };
const THOUSAND = { factor: 1e3, vi: 'nghìn', en: '' };
const ONE = { factor: 1, vi: '', en: '' };

const WEEKDAYS = {
  vi: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];
const SPANS = [
  { seconds: 86400, vi: 'ngày', en: 'd' },
  { seconds: 3600, vi: 'giờ', en: 'h' },
  { seconds: 60, vi: 'phút', en: 'min' },
  { seconds: 1, vi: 'giây', en: 's' },
];

// An Intl formatter costs far more to build than to use, and a TV formats a few hundred figures a second.
const formatters = new Map();
const zones = new Map();

function formatter(lang, options) {
  const key = lang + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(LOCALES[lang], options);
    formatters.set(key, found);
  }
  return found;
}

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/** Intl writes "-0" for a small negative amount, and a hyphen for a minus. */
function signed(text) {
  return /[1-9]/.test(text) ? text.replace('-', MINUS) : text.replace('-', '');
}

function plain(value, lang, minimumFractionDigits, maximumFractionDigits) {
  return signed(formatter(lang, { minimumFractionDigits, maximumFractionDigits }).format(value));
}

function currencyDigits(currency) {
  return formatter('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

function symbol(currency) {
  return formatter('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find((part) => part.type === 'currency').value;
}

/** The whole amount: `1.234.567.890 ₫`, `−$1,234.50`. */
export function money(amount, currency, lang) {
  if (!isNumber(amount)) {
    return NO_VALUE;
  }
  return signed(
    formatter(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amount),
  ).replace(/ /g, NBSP);
}

/** Words for thousands help only where a thousand is small money; 12.500 $ reads better than 12,5 nghìn $. */
function unitsOf(currency, lang) {
  const thousands = lang === 'vi' && currencyDigits(currency) === 0 ? [THOUSAND] : [];
  return [BILLION, MILLION, ...thousands, ONE];
}

function digitsFor(value) {
  return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

function withUnit(number, word, currency, lang) {
  // The đồng goes without saying once the amount is in words; no other currency does.
  const sign = currency === 'VND' && word ? '' : symbol(currency);
  if (lang === 'en') {
    const minus = number.startsWith(MINUS) ? MINUS : '';
    return minus + sign + number.slice(minus.length) + (word && NBSP + word);
  }
  return number + (word && NBSP + word) + (sign && NBSP + sign);
}

/** Three digits and the unit in words: `1,23 tỷ`, `12,5 triệu`, `950 nghìn`; `1.23 bn`, `$12.5 m`. Cents only where there are some. */
export function compact(amount, currency, lang) {
  if (!isNumber(amount)) {
    return NO_VALUE;
  }
  const size = Math.abs(amount);
  // 999.6 million would be written "1.000 triệu": it is already a billion.
  const unit = unitsOf(currency, lang).find((u) => size >= u.factor * 0.9995) ?? ONE;
  if (unit === ONE) {
    const digits = size < 1000 && !Number.isInteger(amount) ? currencyDigits(currency) : 0;
    return withUnit(plain(amount, lang, digits, digits), '', currency, lang);
  }
  const value = amount / unit.factor;
  return withUnit(plain(value, lang, 0, digitsFor(Math.abs(value))), unit[lang], currency, lang);
}

/**
 * The one unit a whole column is written in: the largest in which its middle amount is at least 1.
 *
 * @returns {{factor: number, digits: number, word: string, currency: string, lang: string}}
 */
export function columnUnit(amounts, currency, lang) {
  const sizes = amounts
    .filter((amount) => isNumber(amount) && amount !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const unit = unitsOf(currency, lang).find((u) => middle >= u.factor) ?? ONE;
  const most = (sizes.at(-1) ?? 0) / unit.factor;
  const digits = unit === ONE ? (most < 1000 ? currencyDigits(currency) : 0) : most < 9.995 ? 2 : most < 999.95 ? 1 : 0;
  return { factor: unit.factor, digits, word: unit[lang], currency, lang };
}

/** The figure of one row of a column, without its unit. */
export function numberIn(amount, unit) {
  return isNumber(amount) ? plain(amount / unit.factor, unit.lang, unit.digits, unit.digits) : NO_VALUE;
}

/** The unit's name for the head of a column: `triệu`, `tỷ`, `₫`, `m $`. */
export function unitName(unit) {
  const sign = unit.currency === 'VND' && unit.word ? '' : symbol(unit.currency);
  return [unit.word, sign].filter(Boolean).join(NBSP);
}

/** The figures of a column, rounded so that what is written adds up to the rounded total (largest remainder). */
export function addUp(amounts, unit) {
  const steps = amounts.map((amount) => ((amount ?? 0) / unit.factor) * 10 ** unit.digits);
  const floors = steps.map(Math.floor);
  let missing = Math.round(steps.reduce((sum, s) => sum + s, 0)) - floors.reduce((sum, f) => sum + f, 0);
  const byRemainder = steps.map((_, i) => i).sort((a, b) => steps[b] - floors[b] - (steps[a] - floors[a]) || a - b);
  for (const i of byRemainder) {
    if (missing-- <= 0) {
      break;
    }
    floors[i] += 1;
  }
  return floors.map((f) => plain(f / 10 ** unit.digits, unit.lang, unit.digits, unit.digits));
}

/** A fraction as `73,4 %`. What falls short of the whole is never rounded up to 100 %. */
export function percent(fraction, lang) {
  if (!isNumber(fraction)) {
    return NO_VALUE;
  }
  const short = fraction < 1 && fraction >= 0.9995 ? 0.999 : fraction;
  // 100 × a fraction of six digits can miss by a hair: 0.2845 × 100 is below 28.45.
  const value = Number((short * 100).toPrecision(12));
  return plain(value, lang, 1, 1) + (lang === 'vi' ? NBSP : '') + '%';
}

/** A whole number: `12.034`. */
export function count(value, lang) {
  return isNumber(value) ? plain(value, lang, 0, 0) : NO_VALUE;
}

/** A span in its two largest units: `12 giây`, `1 phút 15 giây`, `2 giờ 5 phút`. */
export function duration(seconds, lang) {
  const whole = Math.max(0, Math.floor(seconds));
  const first = Math.max(0, SPANS.findIndex((span) => whole >= span.seconds));
  const at = whole < 1 ? SPANS.length - 1 : first;
  let rest = whole;
  return SPANS.slice(at, at + 2)
    .map((span, i) => {
      const n = Math.floor(rest / span.seconds);
      rest -= n * span.seconds;
      return i > 0 && n === 0 ? '' : plain(n, lang, 0, 0) + NBSP + span[lang];
    })
    .filter(Boolean)
    .join(' ');
}

/** A span nobody knows exactly, in one unit: `40 giây`, `5 phút`, `3 giờ`. */
export function roughly(seconds, lang) {
  const span = SPANS.find((unit) => seconds >= 2 * unit.seconds) ?? SPANS[3];
  return plain(Math.round(seconds / span.seconds), lang, 0, 0) + NBSP + span[lang];
}

/** The age of fresh data to a tenth of a second: `0,1 giây`. */
export function age(seconds, lang) {
  return seconds < 10 ? plain(seconds, lang, 1, 1) + NBSP + SPANS[3][lang] : duration(seconds, lang);
}

/** Date and time of an instant in a zone such as `Europe/Berlin`; the machine's own zone never decides. */
function wall(millis, zone) {
  let found = zones.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    zones.set(zone, found);
  }
  return Object.fromEntries(found.formatToParts(millis).map(({ type, value }) => [type, value]));
}

/** The day of an instant in a zone: `2026-11-23`. */
export function dayOf(millis, zone) {
  const { year, month, day } = wall(millis, zone);
  return `${year}-${month}-${day}`;
}

/** `14:05` */
export function time(millis, zone) {
  const { hour, minute } = wall(millis, zone);
  return `${hour}:${minute}`;
}

/** A day, or the day a local time begins with, as a Date to be read with the UTC getters. */
const calendar = (day) => new Date(`${day.slice(0, 10)}T00:00Z`);
const two = (n) => String(n).padStart(2, '0');

/** `Thứ Hai, 23/11/2026`; `Monday, 23 November 2026`. */
export function date(day, lang) {
  const at = calendar(day);
  const weekday = WEEKDAYS[lang][at.getUTCDay()];
  return lang === 'vi'
    ? `${weekday}, ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`
    : `${weekday}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** `23/11`; `23 Nov`. */
export function dayAndMonth(day, lang) {
  const at = calendar(day);
  return lang === 'vi'
    ? `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}`
    : `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()].slice(0, 3)}`;
}

/** When something happened, seen from a day: `['14:05']`, `['23/11', '14:05']`, of another year `['23/11', '2025']`. */
export function when(millis, today, zone, lang) {
  const day = dayOf(millis, zone);
  if (day === today) {
    return [time(millis, zone)];
  }
  return [dayAndMonth(day, lang), day.slice(0, 4) === today.slice(0, 4) ? time(millis, zone) : day.slice(0, 4)];
}

function isoWeek(at) {
  const thursday = new Date(at.getTime());
  thursday.setUTCDate(at.getUTCDate() + 3 - ((at.getUTCDay() + 6) % 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 4);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * 86400000;
  return Math.floor((thursday.getTime() - monday) / 604800000) + 1;
}

/**
 * The name of a window as the API sends it: `Tháng 11/2026`, `Quý 4/2026`, `Tuần 47 (16/11–22/11)`. Its bounds are local
 * times, so the days stand there as they are.
 */
export function windowName({ unit, start, end }, lang) {
  const from = calendar(start);
  const year = from.getUTCFullYear();
  const vi = lang === 'vi';
  switch (unit) {
    case 'day':
      return date(start, lang);
    case 'week': {
      const last = new Date(calendar(end).getTime() - 86400000).toISOString();
      return `${vi ? 'Tuần' : 'Week'} ${isoWeek(from)} (${dayAndMonth(start, lang)}–${dayAndMonth(last, lang)})`;
    }
    case 'month':
      return vi ? `Tháng ${from.getUTCMonth() + 1}/${year}` : `${MONTHS[from.getUTCMonth()]} ${year}`;
    case 'quarter':
      return `${vi ? 'Quý ' : 'Q'}${Math.floor(from.getUTCMonth() / 3) + 1}${vi ? '/' : ' '}${year}`;
    default:
      return `${vi ? 'Năm ' : ''}${year}`;
  }
}

const words = (name) => name.trim().split(/\s+/);

/** The last two words, the way one is called: `Nguyễn Thị Bích Phượng` is `Bích Phượng`. */
export function shortName(name) {
  return words(name).slice(-2).join(' ');
}

/**
 * A name of at most `most` characters where that is possible. The given name stands last and is never shortened: first
 * the middle names become initials (`Nguyễn P.Q. Khánh Ngọc`), then they go (`Nguyễn Khánh Ngọc`), then the family name
 * is an initial.
 */
export function fitName(name, most) {
  const parts = words(name);
  const initial = (word) => [...word][0] + '.';
  const [family, given] = [parts[0], parts.slice(parts.length > 2 ? -2 : -1).join(' ')];
  const middle = parts.slice(1, -2);
  const forms = [
    parts.join(' '),
    ...middle.map((_, i) => [family, ...middle.slice(0, i + 1).map(initial), ...middle.slice(i + 1), given].join(' ')),
    `${family} ${given}`,
    `${initial(family)} ${given}`,
  ].map((form) => form.replace(/\. (?=\S\. )/g, '.'));
  return parts.length < 2 ? forms[0] : (forms.find((form) => form.length <= most) ?? forms.at(-1));
}

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

/** The age of fresh data to a tenth of a second: `0,1 giây`. */
export function age(seconds, lang) {
  return seconds < 10 ? plain(seconds, lang, 1, 1) + NBSP + SPANS[3][lang] : duration(seconds, lang);
}

/** Minutes east of UTC that an ISO time carries (`2026-11-01T00:00+07:00` is 420), or null where it carries none. */
export function offsetOf(iso) {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : null;
}

/** Date parts of an instant at an offset, read with the UTC getters: the machine's own zone never decides. */
const wall = (millis, offset) => new Date(millis + offset * 60000);
const two = (n) => String(n).padStart(2, '0');

/** `14:05` */
export function time(millis, offset) {
  const at = wall(millis, offset);
  return two(at.getUTCHours()) + ':' + two(at.getUTCMinutes());
}

/** `Thứ Hai, 23/11/2026`; `Monday, 23 November 2026`. */
export function date(millis, offset, lang) {
  const at = wall(millis, offset);
  const day = WEEKDAYS[lang][at.getUTCDay()];
  return lang === 'vi'
    ? `${day}, ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`
    : `${day}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** `23/11`; `23 Nov`. */
export function dayAndMonth(millis, offset, lang) {
  const at = wall(millis, offset);
  return lang === 'vi'
    ? `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}`
    : `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()].slice(0, 3)}`;
}

function isoWeek(at) {
  const thursday = new Date(at.getTime());
  thursday.setUTCDate(at.getUTCDate() + 3 - ((at.getUTCDay() + 6) % 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 4);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * 86400000;
  return Math.floor((thursday.getTime() - monday) / 604800000) + 1;
}

/** The name of a window as the API sends it: `Tháng 11/2026`, `Quý 4/2026`, `Tuần 47 (16/11–22/11)`. */
export function windowName({ unit, start, end }, lang) {
  const offset = offsetOf(start) ?? 0;
  const from = Date.parse(start);
  const at = wall(from, offset);
  const year = at.getUTCFullYear();
  const vi = lang === 'vi';
  switch (unit) {
    case 'day':
      return date(from, offset, lang);
    case 'week': {
      const last = dayAndMonth(Date.parse(end) - 43200000, offsetOf(end) ?? offset, lang);
      return `${vi ? 'Tuần' : 'Week'} ${isoWeek(at)} (${dayAndMonth(from, offset, lang)}–${last})`;
    }
    case 'month':
      return vi ? `Tháng ${at.getUTCMonth() + 1}/${year}` : `${MONTHS[at.getUTCMonth()]} ${year}`;
    case 'quarter':
      return `${vi ? 'Quý ' : 'Q'}${Math.floor(at.getUTCMonth() / 3) + 1}${vi ? '/' : ' '}${year}`;
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

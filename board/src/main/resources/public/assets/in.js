/**
 * Exchanges a personal link, `/in#<token>`, for a session: `/in?lang=vi|en`.
 *
 * What stands after # is not sent when the page is asked for, so no log, referrer or preview of a chat has it; and it leaves
 * the address before anything else is done.
 */
import { asked, wordsOf } from './words.js';

const { lang } = asked(location.search);
const words = wordsOf(lang);
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname + location.search);
document.documentElement.lang = lang;
document.title = words.title;

function say(title, help) {
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  const text = document.createElement('p');
  heading.textContent = title;
  text.textContent = help;
  main.append(heading, text);
  document.getElementById('app').replaceChildren(main);
  return main;
}

/** Who has an account of the company needs no link. */
async function offerTheProvider(main) {
  try {
    const answer = await fetch('/api/v1/sign-in');
    if (answer.ok && (await answer.json()).provider) {
      const link = document.createElement('a');
      link.href = '/sign-in';
      link.textContent = words.withCompanyAccount;
      main.append(link);
    }
  } catch (error) {
    console.warn('the board does not answer', error);
  }
}

async function signIn() {
  try {
    const answer = await fetch('/api/v1/sign-in', { method: 'POST', body: JSON.stringify({ token }) });
    if (answer.ok) {
      location.replace('/');
    } else if (answer.status === 429) {
      say(words.tooOften, words.tooOftenHelp);
    } else {
      say(words.spentLink, words.spentLinkHelp);
    }
  } catch (error) {
    console.warn('the board does not answer', error);
    say(words.noServer, words.noServerHere);
  }
}

if (token) {
  signIn();
} else {
  const away = new URLSearchParams(location.search).get('provider') === 'away';
  offerTheProvider(away ? say(words.notLetIn, words.notLetInHelp) : say(words.whoAreYou, words.whoAreYouHelp));
}

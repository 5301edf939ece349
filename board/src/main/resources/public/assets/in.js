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
  say(words.whoAreYou, words.whoAreYouHelp);
}

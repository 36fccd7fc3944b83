// Asks Lighthouse about pages, as a phone on a slow line would load them, and prints what it says as JSON:
//   node run.mjs '{"chromium": "/usr/bin/chromium", "pages": [{"name": …, "url": …, "cookie": …, "login": …}]}'
// `cookie` is sent along; `login` names an account of the demo to be logged in first.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const PASSWORD = 'SijaptiDemo2016!';
const AREAS = ['performance', 'accessibility', 'best-practices', 'seo'];
// Of several loads the one in the middle counts: other work on this machine makes a load worse, never better.
const LOADS = 3;

const { chromium, pages } = JSON.parse(process.argv[2]);
const cookies = new Map();
const browser = await launch({
  chromePath: chromium,
  chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  logLevel: 'error',
});
try {
  const told = [];
  for (const page of pages) {
    const loads = [];
    while (loads.length < LOADS) loads.push(await load(page));
    loads.sort((one, other) => one.performance - other.performance);
    told.push(loads[Math.floor(LOADS / 2)]);
  }
  console.log(JSON.stringify(told));
} finally {
  await browser.kill();
}

async function load({ name, url, cookie, login }) {
  const sent = login === undefined ? cookie : await cookieOf(url, login);
  const extraHeaders = sent === undefined ? undefined : { Cookie: sent };
  const flags = { port: browser.port, onlyCategories: AREAS, extraHeaders, logLevel: 'error', locale: 'en-US' };
  const run = await lighthouse(url, flags);
  const { audits, categories, finalDisplayedUrl, runtimeError } = run.lhr;
  if (runtimeError !== undefined) throw new Error(`${name}: ${runtimeError.message}`);
  if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname) {
    throw new Error(`${name}: led to ${finalDisplayedUrl}`);
  }
  const score = (area) => Math.round(categories[area].score * 100);
  return {
    name,
    performance: score('performance'),
    rest: Math.min(...AREAS.slice(1).map(score)),
    lcp: audits['largest-contentful-paint'].numericValue,
    tbt: audits['total-blocking-time'].numericValue,
    cls: audits['cumulative-layout-shift'].numericValue,
    bytes: audits['total-byte-weight'].numericValue,
    faults: AREAS.slice(1).flatMap((area) => faults(categories[area], audits)),
  };
}

/** What keeps an area from being without fault. */
function faults(category, audits) {
  const counts = category.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1);
  return counts.map(({ id }) => {
    const where = audits[id].details?.items?.map((item) => item.node?.snippet ?? item.description ?? item.url ?? '');
    return [id, ...new Set(where ?? [])].slice(0, 4).join(' ');
  });
}

/** A session of a demo account. */
async function cookieOf(url, login) {
  const known = cookies.get(login);
  if (known !== undefined) return known;
  const { origin } = new URL(url);
  const body = new URLSearchParams({ 'form[username]': login, 'form[password]': PASSWORD, next: '/' });
  const headers = { Accept: 'application/json', Origin: origin };
  const answer = await fetch(`${origin}/api/identity/log_in`, { method: 'POST', body, headers, redirect: 'manual' });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  if (cookie === '') throw new Error(`${login} could not log in: ${answer.status} ${await answer.text()}`);
  cookies.set(login, cookie);
  return cookie;
}

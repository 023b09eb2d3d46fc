// The page in a real browser.
//
//   FAMILIAR_LINK   the sign-in link of a running Familiar with the sample world; without it the mock server is used,
//                   and what only the mock can do (losing a connection, being slow) is tried as well
//   PAGE_FILES      a folder with a built page to try against FAMILIAR_LINK instead of the one in the program
//   CHROMIUM        the browser; found on PATH otherwise
//   PICTURES        a folder to leave screenshots in
import assert from 'node:assert/strict';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startMock } from './mock-server.mjs';

const k_patience_ms = Number(process.env.PATIENCE_MS || 30000);
const k_arguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];
const k_jsonl =
  '{"kind":"post","id":"drop-1","app":"notes","author":{"name":"Robin"},"text":"The ladder is in Nadia’s shed.","posted_at":"2026-05-30T09:30:00Z"}\n{"kind":"post", this is no JSON\n';

function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      try {
        const found = path.join(folder, name);
        accessSync(found, constants.X_OK);
        return found;
      } catch {
        /* Not here. */
      }
    }
  }
  throw new Error('No Chromium on PATH. Install Debian’s package chromium, or set CHROMIUM.');
}

const mock = process.env.FAMILIAR_LINK ? null : await startMock();
const link = process.env.FAMILIAR_LINK || mock.link;
const origin = new URL(link).origin;
const browser = await chromium.launch({ executablePath: browserPath(), args: k_arguments });
let step = 'start';

// What the browser complains about, and what it asks of anybody but this server.
const complaints = [];

async function open(options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    ...options,
  });
  context.setDefaultTimeout(k_patience_ms);
  if (!mock && process.env.PAGE_FILES) await servePage(context, process.env.PAGE_FILES);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports each answer that is not 2xx; those are asked for below.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      complaints.push(`asked for ${request.url()}`);
  });
  return page;
}

// The program's own answers, with its headers, around the files of a newer build.
async function servePage(context, folder) {
  const name = (url) => (url.pathname === '/' ? 'index.html' : url.pathname.slice(1));
  await context.route(
    (url) => url.origin === origin && existsSync(path.join(folder, name(url))),
    async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const { 'content-length': length, ...headers } = answer.headers();
      const file = path.join(folder, name(new URL(route.request().url())));
      await route.fulfill({ status: answer.status(), headers, path: file });
    },
  );
}

async function picture(page, name) {
  if (!process.env.PICTURES) return;
  await page.waitForTimeout(300); // Only for the picture: what moves comes to rest.
  await page.screenshot({ path: path.join(process.env.PICTURES, `page-${name}.png`) });
}

async function ask(page, question) {
  await page.getByLabel('Your question').fill(question);
  await page.keyboard.press('Enter');
  return page
    .getByRole('article')
    .filter({ has: page.locator('h2', { hasText: question }) })
    .last();
}

async function run() {
  step = 'nobody is signed in';
  const page = await open();
  await page.goto(origin);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await picture(page, 'signed-out');

  step = 'sign in';
  await page.goto(link);
  await page.getByLabel('Your question').waitFor();
  await page.getByRole('button', { name: 'Who recommended a plumber?', exact: true }).waitFor();
  assert.match(await page.locator('header').innerText(), /In the sample world it is \d+ \w+ \d{4}/);
  await picture(page, 'welcome');

  step = 'ask';
  const turn = await ask(page, 'Who recommended a plumber?');
  const chips = turn.getByRole('button', { name: /^Source \d/ });
  await chips.first().waitFor();
  await turn.getByRole('button', { name: 'Copy with sources' }).waitFor();
  assert.match(page.url(), /#\/conversation\/\d+$/);

  step = 'point at a citation';
  await chips.first().hover();
  const peek = page.getByRole('tooltip');
  const mark = peek.locator('mark');
  await mark.first().waitFor();
  const quoted = await mark.first().innerText();
  assert.ok(quoted.trim().length > 3, 'the quoted words are marked');
  await picture(page, 'light');
  await page.mouse.move(5, 5);
  await peek.waitFor({ state: 'detached' });

  step = 'focus a citation by keyboard, leave it with Escape';
  await page.getByLabel('Your question').focus();
  await chips.last().focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await peek.waitFor();
  await page.keyboard.press('Escape');
  await peek.waitFor({ state: 'detached' });

  step = 'open the whole post';
  await chips.first().click();
  const panel = page.getByRole('complementary');
  await panel.locator('mark').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'panel-title', 'the focus moves to the panel');
  for (const target of await panel.locator('a').all()) {
    assert.match(await target.getAttribute('href'), /^https?:/);
    assert.equal(await target.getAttribute('rel'), 'noreferrer noopener');
  }

  step = 'open the sources';
  await turn.locator('summary').click();
  assert.ok((await turn.locator('details li').count()) > 0, 'sources are listed');
  assert.ok((await turn.locator('details .because').count()) > 0, 'with the reasons they were found');
  await picture(page, 'panel');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });

  step = 'copy with footnotes';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await turn.getByRole('button', { name: 'Copy with sources' }).click();
  await turn.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /\[1\][\s\S]*\n\n\[1\] .*“/);

  step = 'drop a file';
  await drop(page, 'ladder.jsonl', k_jsonl);
  const report = page.locator('#sidebar article').first();
  await report.locator('.counts .added').waitFor();
  assert.match(await report.locator('.counts').innerText(), /1\s+added[\s\S]*1\s+broken/);
  assert.match(await report.locator('.broken-list').innerText(), /line 2/);
  await picture(page, 'import');

  step = 'the form for a source opens and closes at the head of the list';
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByLabel('Address of a feed or a Mastodon account').fill('example.org/feed');
  await picture(page, 'add');
  await page.getByRole('region', { name: 'Sources' }).getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('Address of a feed or a Mastodon account').waitFor({ state: 'hidden' });

  step = 'a source is in the list once it is in, and goes after one question';
  const row = page.locator('#sidebar .source', { hasText: 'ladder.jsonl' });
  assert.match(await row.innerText(), /File · 1 post/);
  await report.getByRole('button', { name: 'Dismiss' }).click();
  await row.hover();
  await row.getByRole('button', { name: 'Remove “ladder.jsonl”' }).click();
  const sure = page.getByRole('group', { name: 'Remove “ladder.jsonl”?' });
  assert.match(await sure.innerText(), /Its one post is erased here/);
  await picture(page, 'remove');
  await page.keyboard.press('Escape');
  await row.waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('#sidebar .delete'), null);
  await page.keyboard.press('Enter');
  await sure.getByRole('button', { name: 'Keep' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await row.waitFor({ state: 'detached' });
  await sure.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.id === 'sources-title', null);
  await page.reload();
  await page.locator('#sidebar .source').first().waitFor();
  assert.equal(await row.count(), 0, 'it is gone from the server as well');
  assert.equal(await page.locator('#sidebar article').count(), 0, 'an import that has ended is not told again');

  step = 'conversations are listed, and open again with their citations';
  const list = page.getByRole('region', { name: 'Conversations' });
  await list
    .getByRole('link', { name: /plumber/i })
    .first()
    .waitFor();
  await page.reload();
  await chips.first().hover();
  await mark.first().waitFor();
  assert.equal(await mark.first().innerText(), quoted, 'a stored answer marks the same words');

  step = 'a new conversation, and back';
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('button', { name: 'Who recommended a plumber?', exact: true }).waitFor();
  await page.goBack();
  await chips.first().waitFor();

  if (mock) await withMock(page);
  await onPhone(page);

  step = 'delete the conversation';
  const before = await list.getByRole('link').count();
  await list.getByRole('link').first().hover();
  await list
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await list.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForFunction((n) => document.querySelectorAll('#sidebar section a').length === n, before - 1);

  step = 'sign out';
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();

  assert.deepEqual(complaints, [], 'the browser has nothing to complain about');
}

async function drop(page, name, content) {
  const transfer = await page.evaluateHandle(
    ([file, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], file, { type: 'application/x-ndjson' }));
      return data;
    },
    [name, content],
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Drop to add it to your world').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

async function withMock(page) {
  step = 'a running import is found again after a reload';
  await drop(page, 'slow.jsonl', k_jsonl);
  const progress = page.getByRole('progressbar', { name: 'Reading slow.jsonl' });
  await progress.waitFor();
  await page.waitForFunction(() => document.querySelector('#sidebar article p')?.textContent?.includes('so far'));
  await page.reload();
  await progress.waitFor();
  await picture(page, 'importing');
  await page.getByRole('heading', { name: 'slow.jsonl is in' }).waitFor();
  await page.locator('#sidebar .source', { hasText: 'slow.jsonl' }).waitFor();

  step = 'only one’s own sources can be removed, and a refusal is shown as the server put it';
  const rows = page.locator('#sidebar .source');
  assert.equal(await rows.filter({ hasText: 'Harbour Street' }).getByRole('button').count(), 0);
  const gazette = rows.filter({ hasText: 'Gazette' });
  await gazette.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const sure = page.getByRole('group', { name: /^Remove/ });
  assert.match(await sure.innerText(), /Its 1,240 posts are erased here.*those you share with/);
  await sure.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The source is being read. Try again in a minute.').waitFor();
  await gazette.waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();

  step = 'a lost connection is picked up';
  const lost = await ask(page, 'plumber, with a lost connection');
  await lost.getByText('noticeboard').waitFor();
  assert.equal(await lost.getByText('Three people recommended').count(), 1, 'nothing comes twice');

  step = 'stop';
  const slow = await ask(page, 'plumber, slow');
  await slow.getByText('Three people recommended').waitFor();
  await picture(page, 'running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await slow.getByText('Stopped.').waitFor();

  step = 'a failure is shown as the server put it';
  const failed = await ask(page, 'fail');
  await failed.getByText('The archive is being repaired.').waitFor();

  step = 'nothing found: advice is there to read, a question can be asked';
  const nothing = await ask(page, 'Who has a unicorn?');
  await nothing.getByText('Add a source that speaks about it').waitFor();
  assert.equal(await nothing.getByRole('button', { name: 'Add a source' }).count(), 0);
  await picture(page, 'nothing');
  await nothing.getByRole('button', { name: 'Who recommended a plumber?', exact: true }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).waitFor(); // Not Stop any more.
  await ask(page, 'What is 15 % of 84.50?');
  await page.getByText('= 12.675').waitFor();
  await picture(page, 'computed');
}

// The same session in the dark and on a phone.
async function onPhone(page) {
  step = 'dark and on a phone';
  const storageState = await page.context().storageState();
  const dark = await open({ colorScheme: 'dark', storageState });
  await dark.goto(page.url());
  await dark
    .getByRole('button', { name: /^Source \d/ })
    .first()
    .hover();
  await dark.getByRole('tooltip').waitFor();
  await picture(dark, 'dark');
  await dark.context().close();

  const phone = await open({
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
    storageState,
  });
  await phone.goto(origin);
  await phone.getByRole('button', { name: 'Who recommended a plumber?', exact: true }).waitFor();
  await picture(phone, 'phone-welcome');
  await phone.getByRole('button', { name: 'Who recommended a plumber?', exact: true }).tap();
  const chip = phone.getByRole('button', { name: /^Source \d/ });
  await chip.first().waitFor();
  await phone.getByRole('button', { name: 'Copy with sources' }).waitFor();
  assert.ok(
    await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    'nothing is wider than the phone',
  );
  await picture(phone, 'phone');
  await chip.first().tap();
  await phone.getByRole('complementary').locator('mark').first().waitFor();
  await picture(phone, 'phone-post');
  await phone.getByRole('button', { name: 'Close' }).tap();
  await phone.waitForFunction(() => document.activeElement?.matches('.chip'), null); // The focus goes back to the number.
  await phone.getByRole('button', { name: 'Conversations and sources' }).tap();
  await phone.getByRole('button', { name: 'New conversation' }).waitFor();
  await picture(phone, 'phone-menu');
  await phone.keyboard.press('Escape');
  await phone.waitForFunction(() => document.activeElement?.getAttribute('aria-controls') === 'sidebar', null);
  await phone.context().close();
}

try {
  await run();
  console.log('page: ok');
} catch (error) {
  console.error(`page: failed at "${step}"`);
  console.error(error);
  for (const context of browser.contexts()) for (const open of context.pages()) await picture(open, 'failed');
  if (complaints.length > 0) console.error('The browser complained:', complaints);
  process.exitCode = 1;
} finally {
  await browser.close();
  mock?.close();
}

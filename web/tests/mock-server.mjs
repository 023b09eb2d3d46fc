// A stand-in for Familiar that keeps docs/api with canned data, for work on the page and for its tests.
//
//   node tests/mock-server.mjs [--port N] [--vite]
//
// Serves the built page (FAMILIAR_WEB_DIR or dist), or with --vite the sources as they are edited. Words in a question
// steer it: "lost" breaks the first connection in the middle, "slow" takes its time and can be stopped, "fail" fails.
// A file with "slow" in its name takes seconds to be read.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { answerFor, composed, postOf, sources } from './mock-world.mjs';

const k_root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const k_files = {
  'index.html': 'text/html; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'manifest.webmanifest': 'application/manifest+json',
};
const k_policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const k_now = () => new Date().toISOString();
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function startMock({ port = 0, vite = false, delay_ms = 25 } = {}) {
  const state = { conversations: new Map(), turns: new Map(), imports: new Map(), sources: [...sources], next: 1 };
  const middleware = vite
    ? (await (await import('vite')).createServer({ root: k_root, server: { middlewareMode: true }, appType: 'spa' }))
        .middlewares
    : null;

  const server = createServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (!response.headersSent) refuse(response, 500, 'internal', String(error));
    }
  });

  async function answer(request, response) {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/sign-in') {
      response
        .writeHead(303, { 'Set-Cookie': 'familiar_session=mock; HttpOnly; SameSite=Lax; Path=/', Location: '/' })
        .end();
    } else if (!url.pathname.startsWith('/api/')) {
      middleware ? middleware(request, response) : file(url.pathname, response);
    } else if (!/familiar_session=mock/.test(request.headers.cookie ?? '')) {
      refuse(response, 401, 'denied', 'Sign in with the link that familiar serve printed.');
    } else if (request.method !== 'GET' && request.headers['x-csrf-token'] !== 'mock-csrf') {
      refuse(response, 403, 'denied', 'The request lacks the header X-CSRF-Token.');
    } else {
      await own(request, response, url);
    }
  }

  async function own(request, response, url) {
    const body = await bodyOf(request);
    const route = `${request.method} ${url.pathname.replace('/api/v1', '').replace(/\/([cip]?\d+)(?=\/|$)/, '/ID')}`;
    const id = /\/([cip]?\d+)(?=\/|$)/.exec(url.pathname.replace('/api/v1', ''))?.[1];
    const known = (map) => map.get(id) ?? map.get(Number(id));
    switch (route) {
      case 'GET /me':
        return send(response, {
          person: {
            id: 1,
            handle: 'robin',
            name: 'Robin Vale',
            role: 'owner',
            time_zone: 'Europe/Amsterdam',
            as_of: '2026-05-31T12:00:00Z',
          },
          csrf: 'mock-csrf',
          version: '0.1.0',
          sample: true,
        });
      case 'POST /sign-out':
        return response.writeHead(204, { 'Set-Cookie': 'familiar_session=; Max-Age=0; Path=/' }).end();
      case 'GET /posts/ID':
        return postOf(id)
          ? send(response, postOf(id))
          : refuse(response, 404, 'not_found', `There is no post ${id} that you may see.`);
      case 'POST /turns':
        return ask(JSON.parse(body), response);
      case 'GET /turns/ID/events':
        return stream(known(state.turns), response, Number(url.searchParams.get('after') ?? 0));
      case 'POST /turns/ID/cancel':
        known(state.turns).cancelled = true;
        return response.writeHead(204).end();
      case 'GET /conversations':
        return send(response, {
          conversations: [...state.conversations.values()].reverse().map((c) => ({ ...c, turns: c.turns.length })),
        });
      case 'GET /conversations/ID':
        if (!known(state.conversations)) return refuse(response, 404, 'not_found', `There is no conversation ${id}.`);
        return send(response, {
          ...known(state.conversations),
          turns: known(state.conversations).turns.map(({ events, cancelled, broke, ...turn }) => turn),
        });
      case 'DELETE /conversations/ID':
        state.conversations.delete(Number(id));
        return response.writeHead(204).end();
      case 'GET /sources':
        return send(response, { sources: state.sources });
      case 'DELETE /sources/ID':
        return removeSource(id, response);
      case 'GET /people':
        return send(response, {
          people: [{ id: 1, handle: 'robin', name: 'Robin Vale' }],
          circles: [{ id: 1, name: 'family' }],
        });
      case 'POST /imports':
        return begin(body.toString('utf8'), request, response);
      case 'GET /imports':
        return send(response, { imports: [...state.imports.values()].reverse() });
      case 'GET /imports/ID':
        return send(response, known(state.imports));
      case 'GET /imports/ID/events':
        return progress(known(state.imports), response);
    }
    refuse(response, 404, 'not_found', `There is no ${route}.`);
  }

  function ask({ words, conversation }, response) {
    if (conversation === undefined) {
      conversation = state.next++;
      state.conversations.set(conversation, {
        id: conversation,
        title: words,
        started_at: k_now(),
        active_at: k_now(),
        turns: [],
      });
    }
    const made = composed(answerFor(words), state.next, conversation);
    const turn = {
      id: state.next++,
      conversation,
      question: words,
      state: 'done',
      answer: made.answer,
      failure: null,
      asked_at: k_now(),
      answered_at: k_now(),
      events: made.events,
    };
    if (/fail/.test(words)) {
      turn.failure = { code: 'unavailable', message: 'The archive is being repaired. Try again in a minute.' };
      Object.assign(turn, { state: 'failed', answer: null, events: [turn.events[0], ['error', turn.failure]] });
    }
    state.turns.set(turn.id, turn);
    state.conversations.get(conversation).turns.push(turn);
    return stream(turn, response, 0);
  }

  async function stream(turn, response, after) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    for (const [i, [kind, data]] of turn.events.entries()) {
      if (i + 1 <= after) continue;
      await wait(/slow/.test(turn.question) ? 400 : delay_ms);
      if (turn.cancelled) return response.end(frame(i + 1, 'error', { code: 'cancelled', message: 'Stopped.' }));
      response.write(frame(i + 1, kind, data));
      if (/lost/.test(turn.question) && kind === 'text' && !turn.broke) {
        turn.broke = true;
        return response.destroy();
      }
    }
    response.end();
  }

  function removeSource(id, response) {
    const source = state.sources.find((one) => one.id === id);
    if (!source) return refuse(response, 404, 'not_found', `There is no source '${id}'.`);
    if (!source.mine)
      return refuse(response, 403, 'denied', `'${source.title}' was added by somebody else; only they can remove it`);
    if (source.trouble)
      return refuse(response, 503, 'unavailable', 'The source is being read. Try again in a minute.');
    state.sources = state.sources.filter((one) => one !== source);
    response.writeHead(204).end();
  }

  function begin(body, request, response) {
    const json = request.headers['content-type']?.startsWith('application/json');
    const name = json ? JSON.parse(body).location : (/filename="([^"]*)"/.exec(body)?.[1] ?? 'file');
    const lines = json ? [] : body.split(/\r?\n/).filter((line) => line.startsWith('{'));
    const good = lines.filter((line) => {
      try {
        return JSON.parse(line).text;
      } catch {
        return false;
      }
    });
    const broken = lines.length - good.length;
    const id = `i${state.next++}`;
    const job = {
      id: 'j1',
      source: 'p9',
      source_title: name,
      state: 'running',
      read: 0,
      added: 0,
      changed: 0,
      unchanged: 0,
      skipped: 0,
      broken: 0,
      broken_first: [],
      bytes_read: 0,
      bytes: 1000,
      message: null,
      started_at: k_now(),
      ended_at: null,
    };
    const run = { id, state: 'running', jobs: [job], message: null };
    state.imports.set(id, run);
    void advance(run, job, {
      read: lines.length,
      added: good.length,
      broken,
      broken_first:
        broken > 0
          ? [{ where: `${name}: line ${good.length + 1}`, reason: 'This is no JSON object with a text.' }]
          : [],
    });
    response.writeHead(202, { 'Content-Type': 'application/json' }).end(JSON.stringify({ import: id }));
  }

  // Goes on whether anybody watches or not.
  async function advance(run, job, result) {
    for (let i = 1; i <= 5; ++i) {
      await wait(/slow/.test(job.source_title) ? 600 : delay_ms * 4);
      job.bytes_read = i * 200;
      job.read = Math.round((result.read * i) / 5);
    }
    Object.assign(job, result, { state: 'done', ended_at: k_now() });
    state.sources.push({
      id: `p${state.next++}`,
      kind: 'jsonl',
      title: job.source_title,
      locator: job.source_title,
      audience: 'private',
      mine: true,
      posts: job.added,
      added_at: k_now(),
      checked_at: k_now(),
      trouble: null,
      failures_in_a_row: 0,
    });
    run.state = 'done';
  }

  async function progress(run, response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    let told = 0;
    for (; run.state === 'running' && !response.destroyed; await wait(delay_ms))
      response.write(frame(++told, 'progress', run));
    response.end(frame(told + 1, 'done', run));
  }

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    link: `${address}/sign-in?token=mock`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const frame = (id, kind, data) => `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

function send(response, body) {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response, status, code, message) {
  response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ error: { code, message, request_id: 'mock' } }));
}

function file(pathname, response) {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const at = path.join(process.env.FAMILIAR_WEB_DIR || path.join(k_root, 'dist'), name);
  if (!k_files[name] || !existsSync(at)) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': k_files[name],
    'Content-Security-Policy': k_policy,
    'X-Content-Type-Options': 'nosniff',
  });
  createReadStream(at).pipe(response);
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf('--port');
  const { link } = await startMock({
    port: at < 0 ? 8485 : Number(process.argv[at + 1]),
    vite: process.argv.includes('--vite'),
  });
  console.log(`The mock is at ${link}`);
}

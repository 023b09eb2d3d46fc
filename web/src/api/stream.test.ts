import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './client';
import { ask, attend } from './stream';
import type { TurnEvent } from './types';

const k_status = 'id: 1\nevent: status\ndata: {"turn":12,"conversation":7,"stage":"searching"}\n\n';
const k_text = 'id: 2\nevent: text\ndata: {"text":"Yes.","offset":0,"role":"lead"}\n\n';
const k_done = 'id: 3\nevent: done\ndata: {"turn":12,"conversation":7,"kind":"quoted","text":"Yes."}\n\n';

// Answers the page's requests one after the other, and notes what was asked.
function serverSays(...answers: (string | Response | Error)[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${path}`);
    const answer = answers[asked.length - 1];
    if (answer instanceof Error || answer === undefined) throw answer ?? new TypeError('refused');
    return answer instanceof Response ? answer : new Response(answer);
  });
  return asked;
}

async function all(events: AsyncGenerator<TurnEvent>): Promise<string[]> {
  const kinds: string[] = [];
  for await (const event of events) kinds.push(event.kind);
  return kinds;
}

const k_never = new AbortController().signal;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('ask', () => {
  it('gives the events up to done', async () => {
    const asked = serverSays(k_status + k_text + k_done);
    expect(await all(ask({ words: 'x', mode: 'auto' }, k_never))).toEqual(['status', 'text', 'done']);
    expect(asked).toEqual(['POST api/v1/turns']);
  });

  it('picks a lost stream up after the last event it has, and gives none twice', async () => {
    vi.useFakeTimers();
    const asked = serverSays(k_status, new TypeError('refused'), k_status + k_text, k_done);
    const kinds = all(ask({ words: 'x', mode: 'auto' }, k_never));
    await vi.runAllTimersAsync();
    expect(await kinds).toEqual(['status', 'text', 'done']);
    expect(asked.slice(1)).toEqual([
      'GET api/v1/turns/12/events?after=1',
      'GET api/v1/turns/12/events?after=1',
      'GET api/v1/turns/12/events?after=2',
    ]);
  });

  it('tells what the server refused, in its words', async () => {
    serverSays(new Response('{"error":{"code":"exhausted","message":"Slow down."}}', { status: 429 }));
    await expect(all(ask({ words: 'x', mode: 'auto' }, k_never))).rejects.toMatchObject({
      status: 429,
      message: 'Slow down.',
    });
  });

  it('never asks a second time when the first connection broke before the turn had a number', async () => {
    const asked = serverSays(': nothing\n\n');
    await expect(all(ask({ words: 'x', mode: 'auto' }, k_never))).rejects.toBeInstanceOf(ApiError);
    expect(asked).toHaveLength(1);
  });
});

describe('attend', () => {
  it('follows a turn from its first event and passes over kinds it does not know', async () => {
    serverSays(`id: 1\nevent: weather\ndata: {}\n\n${k_done}`);
    expect(await all(attend(12, k_never))).toEqual(['done']);
  });
});

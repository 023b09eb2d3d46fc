// A turn's events, from the question or from event N on, over as many connections as it takes.
import { ApiError, request, withJson } from './client';
import { readEvents } from './sse';
import type { Mode, TurnEvent, TurnEvents } from './types';
import { words } from '../words';

export interface Question {
  words: string;
  conversation?: number;
  mode: Mode;
}

// Waits between attempts to pick a lost stream up again, in ms. An event that arrives starts the row anew.
const k_waits_ms = [200, 500, 1000, 2000, 4000, 8000];

const k_kinds: ReadonlySet<string> = new Set<keyof TurnEvents>([
  'status',
  'budget',
  'evidence',
  'text',
  'citation',
  'why',
  'done',
  'error',
]);

// Ends after `done` or `error`. Throws an ApiError when the server refuses or stays away.
export async function* ask(question: Question, stop: AbortSignal): AsyncGenerator<TurnEvent> {
  const init = withJson('POST', question);
  const first = await request('api/v1/turns', {
    ...init,
    headers: { ...init.headers, Accept: 'text/event-stream' },
    signal: stop,
  });
  yield* follow(first, null, stop);
}

// The events of a turn that was asked before, from its first one on.
export async function* attend(turn: number, stop: AbortSignal): AsyncGenerator<TurnEvent> {
  yield* follow(null, turn, stop);
}

async function* follow(first: Response | null, turn: number | null, stop: AbortSignal): AsyncGenerator<TurnEvent> {
  let response = first;
  let after = 0;
  let failures = 0;
  for (;;) {
    try {
      response ??= await resume(turn!, after, stop);
      for await (const { id, kind, data } of readEvents(response.body!)) {
        const number = Number(id);
        if (Number.isInteger(number) && number > 0) {
          if (number <= after) continue; // Seen before the connection broke.
          after = number;
        }
        failures = 0;
        if (!k_kinds.has(kind)) continue; // A newer server may say more than this page understands.
        const event = { kind, data: JSON.parse(data) } as TurnEvent;
        if (event.kind === 'status' && 'turn' in event.data) turn = event.data.turn;
        yield event;
        if (event.kind === 'done' || event.kind === 'error') return;
      }
    } catch (error) {
      if (stop.aborted) throw error;
      if (error instanceof ApiError && error.status !== 0 && error.status < 500) throw error;
    }
    response = null;
    const wait_ms = k_waits_ms[failures++];
    if (turn === null || wait_ms === undefined) throw new ApiError(0, 'unreachable', words.streamLost);
    await pause(wait_ms, stop);
  }
}

function resume(turn: number, after: number, stop: AbortSignal): Promise<Response> {
  return request(`api/v1/turns/${turn}/events?after=${after}`, {
    headers: { Accept: 'text/event-stream' },
    signal: stop,
  });
}

export function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    stop?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(stop.reason);
      },
      { once: true },
    );
  });
}

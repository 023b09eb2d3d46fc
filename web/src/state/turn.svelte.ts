// One question and its answer, live or from the archive.
import { api, ApiError } from '../api/client';
import { ask, attend, pause } from '../api/stream';
import type { Budget, Mode, Turn as StoredTurn, TurnEvent } from '../api/types';
import { answerFromStored, emptyAnswer, take, type Answer } from './answer';
import { messageOf } from './session.svelte';

// After a stop the server may still send what it has; then the connection is let go.
const k_last_words_ms = 1500;

// What an agent of a long run does, or a step of the turn itself.
export interface Work {
  agent: number;
  what: string;
  state: 'started' | 'done' | 'failed';
}

let keys = 0;

export class Turn {
  readonly key = ++keys;
  readonly question: string;
  readonly fresh: boolean; // asked on this page, and so worth an entrance
  id = $state<number | null>(null);
  stage = $state('');
  answer = $state<Answer>(emptyAnswer());
  running = $state(false);
  stopped = $state(false);
  trouble = $state('');
  budget = $state.raw<Budget | null>(null);
  works = $state<Work[]>([]);
  hurried = $state(false); // the answer was asked for before all was looked at
  #connection = new AbortController();

  constructor(question: string, fresh: boolean) {
    this.question = question;
    this.fresh = fresh;
  }

  static stored(stored: StoredTurn): Turn {
    const turn = new Turn(stored.question, false);
    turn.id = stored.id;
    if (stored.answer) turn.answer = answerFromStored(stored.answer);
    const failure = typeof stored.failure === 'string' ? stored.failure : stored.failure?.message;
    turn.stopped = stored.state === 'cancelled';
    turn.trouble = turn.stopped ? '' : (failure ?? '');
    if (!stored.answer && !failure && !turn.stopped && !stored.answered_at)
      void turn.#run(attend(stored.id, turn.#connection.signal));
    return turn;
  }

  // `begun` is told the conversation as soon as the server has said which one it is.
  ask(mode: Mode, conversation: number | null, begun: (conversation: number) => void): Promise<void> {
    const question = { words: this.question, mode, ...(conversation === null ? {} : { conversation }) };
    return this.#run(ask(question, this.#connection.signal), begun);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const id = this.id;
    if (id === null) {
      this.#connection.abort();
      return;
    }
    try {
      await api.cancel(id);
      await pause(k_last_words_ms);
    } catch (error) {
      this.trouble = messageOf(error);
    }
    this.#connection.abort();
  }

  // The answer now, from what there is so far.
  async hurry(): Promise<void> {
    if (this.id === null || this.hurried) return;
    this.hurried = true;
    try {
      await api.finish(this.id);
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  #stand(
    status: { turn: number; conversation: number | null; stage: string },
    begun?: (conversation: number) => void,
  ): void {
    this.id = status.turn;
    this.stage = status.stage;
    if (status.conversation !== null) begun?.(status.conversation);
  }

  #follow(work: Work): void {
    const known = this.works.find((other) => other.agent === work.agent && other.what === work.what);
    if (known) known.state = work.state;
    else this.works.push(work);
  }

  // Lets go of the connection; the server goes on and keeps the answer.
  leave(): void {
    this.#connection.abort();
  }

  async #run(events: AsyncGenerator<TurnEvent>, begun?: (conversation: number) => void): Promise<void> {
    this.running = true;
    try {
      for await (const event of events) {
        if (event.kind === 'status') {
          if ('turn' in event.data) this.#stand(event.data, begun);
          else this.#follow(event.data);
        } else if (event.kind === 'budget') {
          this.budget = event.data;
        } else if (event.kind === 'error') {
          if (event.data.code === 'cancelled') this.stopped = true;
          else this.trouble = event.data.message;
        } else {
          take(this.answer, event);
          if (event.kind === 'done') this.stopped = false; // It was quicker than the stop.
        }
      }
    } catch (error) {
      // A connection that we closed ourselves is no trouble.
      if (!this.#connection.signal.aborted && !(error instanceof ApiError && error.status === 401)) {
        this.trouble = messageOf(error);
      }
    }
    this.running = false;
  }
}

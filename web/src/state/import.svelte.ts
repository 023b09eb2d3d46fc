// One import that this page follows, from its first byte to its report.
import { api, ApiError, request } from '../api/client';
import { readEvents } from '../api/sse';
import { pause } from '../api/stream';
import type { ImportRun } from '../api/types';
import { endedImport, totalsOf, type Totals } from './imports';
import { messageOf } from './session.svelte';

const k_first_wait_ms = 500;
const k_last_wait_ms = 8000;
const k_most_failures = 8; // in a row

export class Import {
  id: string | null = null; // known once the server has taken it in
  run = $state.raw<ImportRun | null>(null);
  running = $state(true);
  trouble = $state('');
  #name: string;
  #connection = new AbortController();

  constructor(name: string) {
    this.#name = name;
  }

  get title(): string {
    return this.run?.jobs.map((job) => job.source_title).find(Boolean) || this.#name;
  }

  get totals(): Totals {
    return totalsOf(this.run?.jobs ?? []);
  }

  get broken(): { where: string; reason: string }[] {
    return this.run?.jobs.flatMap((job) => job.broken_first ?? []) ?? [];
  }

  get messages(): string[] {
    const said = [this.run?.message, ...(this.run?.jobs ?? []).map((job) => job.message)];
    return [...new Set(said.filter((message) => typeof message === 'string' && message !== ''))] as string[];
  }

  get failed(): boolean {
    const states = [this.run?.state, ...(this.run?.jobs ?? []).map((job) => job.state)];
    return this.trouble !== '' || states.includes('failed') || states.includes('interrupted');
  }

  // How far it is, 0 to 1; null when nobody knows.
  get part(): number | null {
    const { bytes_read, bytes } = this.totals;
    return bytes > 0 ? Math.min(1, bytes_read / bytes) : null;
  }

  // Ends when the import has, or when the server has been out of reach for too long.
  async follow(start: Promise<string>): Promise<void> {
    try {
      this.id = await start;
      await this.#watch(this.id);
    } catch (error) {
      this.trouble = messageOf(error);
    }
    this.running = false;
  }

  // Lets go of the connection; the server goes on.
  leave(): void {
    this.#connection.abort();
  }

  // The stream of an import that another process runs ends at once, so that it is asked for again and again.
  async #watch(id: string): Promise<void> {
    let wait_ms = k_first_wait_ms;
    let failures = 0;
    while (!this.#connection.signal.aborted) {
      try {
        await this.#listen(id);
        this.run = await api.importRun(id);
        if (endedImport(this.run)) return;
        failures = 0;
      } catch (error) {
        // What the server refuses it will refuse again.
        const refused = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
        if (refused || ++failures === k_most_failures) throw error;
      }
      await pause(wait_ms);
      wait_ms = Math.min(wait_ms * 2, k_last_wait_ms);
    }
  }

  async #listen(id: string): Promise<void> {
    const address = `api/v1/imports/${encodeURIComponent(id)}/events`;
    const response = await request(address, { signal: this.#connection.signal });
    for await (const { kind, data } of readEvents(response.body!)) {
      if (kind === 'progress' || kind === 'done') this.run = JSON.parse(data) as ImportRun;
      if (kind === 'done') return;
    }
  }
}

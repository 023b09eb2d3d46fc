// The person's sources, and the imports that this page follows.
import { api, request } from '../api/client';
import { readEvents } from '../api/sse';
import { pause } from '../api/stream';
import type { Circle, ImportJob, ImportRun, Source } from '../api/types';
import { words } from '../words';
import { messageOf } from './session.svelte';

const k_first_wait_ms = 500;
const k_last_wait_ms = 8000;
const k_most_attempts = 8;

// Everything an import did, over all its jobs.
export interface Totals {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  broken: number;
  bytes_read: number;
  bytes: number;
}

export class Import {
  readonly name: string;
  run = $state.raw<ImportRun | null>(null);
  running = $state(true);
  trouble = $state('');

  constructor(name: string) {
    this.name = name;
  }

  get title(): string {
    return this.run?.jobs.map((job) => job.source_title).find(Boolean) || this.name;
  }

  get totals(): Totals {
    const jobs = this.run?.jobs ?? [];
    const sum = (key: keyof Totals) => jobs.reduce((total, job) => total + (job[key] ?? 0), 0);
    return {
      read: sum('read'),
      added: sum('added'),
      changed: sum('changed'),
      unchanged: sum('unchanged'),
      skipped: sum('skipped'),
      broken: sum('broken'),
      bytes_read: sum('bytes_read'),
      bytes: sum('bytes'),
    };
  }

  get broken(): { where: string; reason: string }[] {
    return this.run?.jobs.flatMap((job) => job.broken_first ?? []) ?? [];
  }

  get messages(): string[] {
    return [...new Set(this.run?.jobs.map((job) => job.message ?? '').filter(Boolean) ?? [])];
  }

  get failed(): boolean {
    return (
      this.trouble !== '' || [this.run?.state, ...(this.run?.jobs ?? []).map((job) => job.state)].includes('failed')
    );
  }

  // How far it is, 0 to 1; null when nobody knows.
  get part(): number | null {
    const { bytes_read, bytes } = this.totals;
    return bytes > 0 ? Math.min(1, bytes_read / bytes) : null;
  }

  async follow(start: Promise<string>): Promise<void> {
    try {
      await this.#watch(await start);
    } catch (error) {
      this.trouble = messageOf(error);
    }
    this.running = false;
  }

  async #watch(id: string): Promise<void> {
    let wait_ms = k_first_wait_ms;
    for (let attempt = 0; attempt < k_most_attempts; ++attempt) {
      try {
        const response = await request(`api/v1/imports/${encodeURIComponent(id)}/events`);
        for await (const { kind, data } of readEvents(response.body!)) {
          if (kind !== 'progress' && kind !== 'done') continue;
          const said = JSON.parse(data) as Partial<ImportRun>;
          if (said.jobs) this.run = said as ImportRun;
          if (kind === 'done') {
            this.run = await api.importRun(id);
            return;
          }
        }
      } catch (error) {
        if (attempt + 1 === k_most_attempts) throw error;
      }
      await pause(wait_ms);
      wait_ms = Math.min(wait_ms * 2, k_last_wait_ms);
      this.run = await api.importRun(id);
      if (this.run.jobs.length > 0 && this.run.jobs.every((job: ImportJob) => job.ended_at)) return;
    }
    throw new Error(words.unreachable);
  }
}

class Sources {
  list = $state.raw<Source[]>([]);
  circles = $state.raw<Circle[]>([]);
  imports = $state.raw<Import[]>([]);
  trouble = $state('');

  async refresh(): Promise<void> {
    try {
      [this.list, this.circles] = await Promise.all([api.sources(), api.circles()]);
      this.trouble = '';
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  async addFiles(files: File[], audience: string): Promise<void> {
    await Promise.all(files.map((file) => this.#add(file.name, api.importFile(file, audience))));
  }

  async addLocation(location: string, audience: string): Promise<void> {
    await this.#add(location, api.importLocation(location, audience));
  }

  dismiss(done: Import): void {
    this.imports = this.imports.filter((other) => other !== done);
  }

  async #add(name: string, start: Promise<string>): Promise<void> {
    const one = new Import(name);
    this.imports = [one, ...this.imports];
    await one.follow(start);
    await this.refresh();
  }
}

export const sources = new Sources();

// What an import is doing and has done, over all its jobs. Pure.
import type { ImportJob, ImportRun } from '../api/types';

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

export function totalsOf(jobs: ImportJob[]): Totals {
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

export function endedImport(run: ImportRun): boolean {
  return run.state !== 'waiting' && run.state !== 'running';
}

// Those of the server's list that are still on their way and that nobody here follows yet.
export function unfollowed(runs: ImportRun[], followed: (string | null)[]): ImportRun[] {
  return runs.filter((run) => !endedImport(run) && !followed.includes(run.id));
}

import { expect, it } from 'vitest';
import type { ImportJob, ImportRun } from '../api/types';
import { endedImport, totalsOf, unfollowed } from './imports';

const job = (more: Partial<ImportJob>): ImportJob => ({
  id: 'p1',
  state: 'running',
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  skipped: 0,
  broken: 0,
  ...more,
});

const run = (id: string, state: string): ImportRun => ({ id, state, jobs: [] });

it('totals add up over the jobs, and what a job does not say counts nothing', () => {
  const totals = totalsOf([job({ read: 3, added: 2, bytes: 100, bytes_read: 40 }), job({ read: 4, broken: 1 })]);
  expect(totals).toMatchObject({ read: 7, added: 2, broken: 1, bytes: 100, bytes_read: 40 });
});

it('an import that was interrupted has ended; one that waits has not', () => {
  expect(['waiting', 'running', 'done', 'failed', 'interrupted'].map((state) => endedImport(run('i1', state)))).toEqual(
    [false, false, true, true, true],
  );
});

it('only running imports that nobody follows are picked up', () => {
  const runs = [run('i3', 'waiting'), run('i2', 'running'), run('i1', 'done'), run('p4', 'running')];
  expect(unfollowed(runs, ['i2', null]).map(({ id }) => id)).toEqual(['i3', 'p4']);
});

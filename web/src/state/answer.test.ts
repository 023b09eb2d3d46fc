import { describe, expect, it } from 'vitest';
import type { Post } from '../api/types';
import { answerFromStored, emptyAnswer, postOf, take } from './answer';

const k_post: Post = { id: 'c12', text: 'Call Bram.', author: { name: 'Ana' }, app: 'whatsapp' };

describe('take', () => {
  it('puts text at its offset, and takes the true joints from done', () => {
    const answer = emptyAnswer();
    take(answer, { kind: 'text', data: { text: 'Two did.', offset: 0, role: 'lead' } });
    take(answer, { kind: 'text', data: { text: 'Ana: Bram', offset: 11, role: 'item' } });
    take(answer, { kind: 'text', data: { text: 'Ole: Bram', offset: 23, role: 'item' } });
    expect(answer.text).toBe('Two did.\n  Ana: Bram\n  Ole: Bram');
    const text = 'Two did.\n- Ana: Bram\n- Ole: Bram';
    take(answer, { kind: 'done', data: { turn: 1, conversation: 1, kind: 'gathered', text } });
    expect(answer.text).toBe(text);
    expect(answer.stretches.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Two did.',
      'Ana: Bram',
      'Ole: Bram',
    ]);
  });

  it('keeps one entry a source: why says what was cited, evidence brought the post', () => {
    const answer = emptyAnswer();
    take(answer, { kind: 'evidence', data: { post: k_post, because: 'says “plumber”' } });
    take(answer, {
      kind: 'why',
      data: { cited: [{ post: 'c12', because: 'names Bram' }], considered: [{ post: 'c13', because: '' }] },
    });
    expect(answer.sources).toEqual([
      { id: 'c12', post: k_post, because: 'names Bram', cited: true },
      { id: 'c13', post: null, because: '', cited: false },
    ]);
  });
});

describe('answerFromStored', () => {
  it('numbers sources by first use and completes citations from their posts', () => {
    const part = { quote: 'Bram', quote_start: 5, quote_end: 9 };
    const answer = answerFromStored({
      kind: 'quoted',
      text: 'One. Two. Three.',
      sentences: [
        { text: 'One.', role: 'lead', start: 0, end: 4, citations: [{ post: 'c12', ...part }] },
        { text: 'Two.', role: 'detail', start: 5, end: 9, citations: [{ post: 'p1', ...part }] },
        { text: 'Three.', role: 'detail', start: 10, end: 16, citations: [{ post: 'c12', ...part }] },
      ],
      sources: [{ post: k_post, cited: true, because: 'x', source_title: 'Garden group' }],
    });
    expect(answer.citations.map(({ number, anchor }) => [number, anchor.end])).toEqual([
      [1, 4],
      [2, 9],
      [1, 16],
    ]);
    expect(answer.citations[0]).toMatchObject({
      author: { name: 'Ana' },
      app: 'whatsapp',
      source_title: 'Garden group',
    });
    expect(postOf(answer, answer.citations[2]!)?.text).toBe('Call Bram.');
  });
});

import { describe, expect, it } from 'vitest';
import type { Citation } from '../api/types';
import { emptyAnswer, take, type Answer } from './answer';
import { withFootnotes } from './footnotes';

function answered(text: string, citations: Partial<Citation>[]): Answer {
  const answer = emptyAnswer();
  take(answer, { kind: 'text', data: { text, offset: 0, role: 'lead' } });
  for (const citation of citations) {
    answer.citations.push({
      number: 1,
      anchor: { start: 0, end: text.length },
      post: 'c1',
      quote: '',
      quote_start: 0,
      quote_end: 0,
      ...citation,
    });
  }
  return answer;
}

describe('withFootnotes', () => {
  it('keeps numbers at their sentences and lists each source once', () => {
    const answer = emptyAnswer();
    const source = { author: 'Ana', app: 'whatsapp', posted_at: '2026-05-12T08:00:00Z', source_title: 'Garden group' };
    take(answer, { kind: 'text', data: { text: 'Two did.', offset: 0, role: 'lead' } });
    take(answer, { kind: 'text', data: { text: 'Ana: Bram', offset: 11, role: 'item' } });
    take(answer, { kind: 'text', data: { text: 'Ole: Bram', offset: 23, role: 'item' } });
    take(answer, {
      kind: 'citation',
      data: {
        number: 1,
        anchor: { start: 11, end: 20 },
        post: 'c1',
        quote: 'Call Bram',
        quote_start: 0,
        quote_end: 9,
        ...source,
      },
    });
    take(answer, {
      kind: 'citation',
      data: {
        number: 2,
        anchor: { start: 23, end: 32 },
        post: 'c2',
        quote: 'Bram!',
        quote_start: 0,
        quote_end: 5,
        author: { name: 'Ole' },
        url: 'https://town.example/2',
      },
    });
    take(answer, {
      kind: 'citation',
      data: {
        number: 1,
        anchor: { start: 0, end: 8 },
        post: 'c1',
        quote: 'again',
        quote_start: 30,
        quote_end: 35,
        ...source,
      },
    });
    take(answer, {
      kind: 'done',
      data: { turn: 1, conversation: 1, kind: 'gathered', text: 'Two did.\n- Ana: Bram\n- Ole: Bram' },
    });
    expect(withFootnotes(answer, 'UTC')).toBe(
      'Two did. [1]\n\n- Ana: Bram [1]\n- Ole: Bram [2]\n\n' +
        '[1] Ana, WhatsApp, 12 May 2026, Garden group: “Call Bram” … “again”\n[2] Ole: “Bram!” https://town.example/2\n',
    );
  });

  it('gives only web addresses', () => {
    expect(withFootnotes(answered('Yes.', [{ url: 'javascript:alert(1)', author: 'Ana', quote: 'x' }]))).toBe(
      'Yes. [1]\n\n[1] Ana: “x”\n',
    );
  });

  it('needs no sources', () => {
    expect(withFootnotes(answered('12.68', []))).toBe('12.68\n');
  });
});

import { describe, expect, it } from 'vitest';
import type { Citation, Role } from '../api/types';
import { blocksOf, emphasised } from './segments';

function cite(number: number, start: number, end: number, quote_start = 0): Citation {
  return { number, anchor: { start, end }, post: `c${number}`, quote: 'q', quote_start, quote_end: quote_start + 1 };
}

// Blocks as one reads them: role: text[1][2].
function shown(text: string, stretches: [number, number, Role][], citations: Citation[] = [], whole = true): string[] {
  return blocksOf(
    { text, stretches: stretches.map(([start, end, role]) => ({ start, end, role })), citations },
    whole,
  ).map(
    ({ role, pieces }) =>
      `${role}: ${pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.citations.map((c) => `[${c.number}]`).join(''))).join('')}`,
  );
}

function all(text: string, role: Role = 'lead'): [number, number, Role][] {
  return [[0, text.length, role]];
}

describe('blocks', () => {
  it('joins sentences of one role and takes items apart without their dashes', () => {
    const text = 'Two did. Both lately.\n- Ana: Bram\n- Ole: Bram\nAsk Ana.';
    expect(
      shown(text, [
        [0, 8, 'lead'],
        [9, 21, 'lead'],
        [24, 33, 'item'],
        [36, 45, 'item'],
        [46, 54, 'note'],
      ]),
    ).toEqual(['lead: Two did. Both lately.', 'item: Ana: Bram', 'item: Ole: Bram', 'note: Ask Ana.']);
  });

  it('understands items that came with their dashes and line ends, in pieces', () => {
    const text = '- Ana: Bram\n- Ole: Bram\n';
    expect(
      shown(text, [
        [0, 4, 'item'],
        [4, 12, 'item'],
        [12, 24, 'item'],
      ]),
    ).toEqual(['item: Ana: Bram', 'item: Ole: Bram']);
  });

  it('keeps the indentation of workings', () => {
    expect(shown('  84.50\n× 0.15', all('  84.50\n× 0.15', 'working'))).toEqual([
      'working:   84.50',
      'working: × 0.15',
    ]);
  });

  it('is empty for an empty answer', () => {
    expect(shown('', [])).toEqual([]);
  });
});

describe('citations', () => {
  it('stand behind their sentence and its closing punctuation', () => {
    const text = 'Ana did. Ole “did”.';
    expect(shown(text, all(text), [cite(1, 0, 7), cite(2, 9, 17)])).toEqual(['lead: Ana did.[1] Ole “did”.[2]']);
  });

  it('count UTF-16 units and never cut a character', () => {
    const text = '🦀 Ana. 👍🏽 Ole.';
    expect(text.length).toBe(17);
    expect(shown(text, all(text), [cite(1, 0, 7), cite(2, 8, 17)])).toEqual(['lead: 🦀 Ana.[1] 👍🏽 Ole.[2]']);
    expect(shown('a🦀b', all('a🦀b'), [cite(1, 0, 2)])).toEqual(['lead: a🦀[1]b']);
  });

  it('of one place stand together by number, the same span once', () => {
    const text = 'Both did.';
    expect(shown(text, all(text), [cite(2, 0, 9), cite(1, 0, 8), cite(2, 0, 9)])).toEqual(['lead: Both did.[1][2]']);
    expect(shown(text, all(text), [cite(1, 0, 9, 0), cite(1, 0, 9, 40)])).toEqual(['lead: Both did.[1][1]']);
  });

  it('may overlap: each stretch knows all the sources behind it', () => {
    const text = 'abcdefghij';
    const [block] = blocksOf(
      { text, stretches: [{ start: 0, end: 10, role: 'lead' }], citations: [cite(1, 0, 6), cite(2, 3, 9)] },
      true,
    );
    expect(block!.pieces.flatMap((piece) => (piece.kind === 'text' ? [[piece.text, piece.supports]] : []))).toEqual([
      ['abc', [1]],
      ['def', [1, 2]],
      ['ghi', [2]],
      ['j', []],
    ]);
  });

  it('of adjacent anchors each stand at their own end', () => {
    expect(shown('abcdef', all('abcdef'), [cite(1, 0, 3), cite(2, 3, 6)])).toEqual(['lead: abc[1]def[2]']);
  });

  it('that end between two lines belong to the line before', () => {
    const text = 'Ana.\n- Ole.';
    expect(
      shown(
        text,
        [
          [0, 4, 'lead'],
          [7, 11, 'item'],
        ],
        [cite(1, 0, 6), cite(2, 7, 11)],
      ),
    ).toEqual(['lead: Ana.[1]', 'item: Ole.[2]']);
  });

  it('wait while their sentence is still coming, and are never lost in the end', () => {
    const text = 'Ana di';
    expect(shown(text, all(text), [cite(1, 0, 8)], false)).toEqual(['lead: Ana di']);
    expect(shown(text, all(text), [cite(1, 0, 8)], true)).toEqual(['lead: Ana di[1]']);
  });

  it('lose no character of the text, wherever they stand', () => {
    const text = 'Eins. 🦀🦀 zwei, “drei”! Vier';
    for (let start = 0; start <= text.length; ++start) {
      for (let end = start; end <= text.length + 2; ++end) {
        const [line] = shown(text, all(text), [cite(1, start, end), cite(2, 4, 9)]);
        expect(line!.replaceAll(/\[\d\]/g, '')).toBe(`lead: ${text}`);
      }
    }
  });
});

describe('what a model writes', () => {
  const text = 'Bread is **dear**. It is good.\n\n## Later\nThe shop opens at eight.';
  const at = (part: string) => text.indexOf(part);

  it('is not broken where a role becomes known inside a sentence', () => {
    const stretches = [
      { start: 0, end: at(' is good'), role: 'lead' as const },
      { start: at(' is good'), end: at('## Later') + 2, role: 'detail' as const },
      { start: at('## Later') + 2, end: at(' shop'), role: 'heading' as const },
      { start: at(' shop'), end: text.length, role: 'detail' as const },
    ];
    const blocks = blocksOf({ text, stretches, citations: [] }, false);
    expect(blocks.map(({ role, pieces }) => [role, pieces.map((p) => (p.kind === 'text' ? p.text : '')).join('')])).toEqual([
      ['lead', 'Bread is **dear**. It is good.'],
      ['heading', 'Later'],
      ['detail', 'The shop opens at eight.'],
    ]);
  });

  it('is one paragraph where it is one line', () => {
    const stretches = [
      { start: 0, end: at(' It is'), role: 'lead' as const },
      { start: at(' It is'), end: text.length, role: 'detail' as const },
    ];
    const rows = (kind: 'written' | 'quoted') => blocksOf({ text, stretches, citations: [], kind }, true).length;
    expect(rows('quoted')).toBe(rows('written') + 1);
  });

  it('may be bold', () => {
    expect(emphasised('Bread is **dear**, 2 ** 3 is 8')).toEqual([
      { text: 'Bread is ', strong: false },
      { text: 'dear', strong: true },
      { text: ', 2 ** 3 is 8', strong: false },
    ]);
  });
});

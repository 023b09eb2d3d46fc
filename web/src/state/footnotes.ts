// An answer as plain text with numbered footnotes, for the clipboard. Pure.
import type { Citation } from '../api/types';
import { words } from '../words';
import type { Answer } from './answer';
import { day } from './dates';
import { appName, nameOf, webAddress } from './passage';
import { blocksOf, type Block } from './segments';

export function withFootnotes(answer: Answer, time_zone?: string): string {
  const blocks = blocksOf(answer, true);
  let body = '';
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    // Items and workings stand line by line, everything else as paragraphs.
    if (before)
      body += before.role === block.role && (block.role === 'item' || block.role === 'working') ? '\n' : '\n\n';
    body += (block.role === 'item' ? '- ' : '') + lineOf(block);
  });
  const notes = footnotes(answer.citations, time_zone);
  return notes.length > 0 ? `${body}\n\n${notes.join('\n')}\n` : `${body}\n`;
}

function lineOf(block: Block): string {
  return block.pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const numbers = [...new Set(piece.citations.map(({ number }) => number))];
      return ` ${numbers.map((number) => `[${number}]`).join('')}`;
    })
    .join('');
}

// One note a number, with every passage that was quoted under it.
function footnotes(citations: Citation[], time_zone?: string): string[] {
  const numbers = [...new Set(citations.map(({ number }) => number))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const under = citations.filter((citation) => citation.number === number);
    const first = under[0]!;
    const origin = [
      nameOf(first.author),
      appName(first.app),
      first.posted_at ? day(first.posted_at, time_zone) : '',
      first.source_title ?? '',
    ];
    const quotes = [...new Set(under.map(({ quote }) => quote.trim()).filter(Boolean))].map(words.footnoteQuote);
    const said = [[...new Set(origin.filter(Boolean))].join(', '), quotes.join(' … ')].filter(Boolean).join(': ');
    return [`[${number}] ${said}`, webAddress(first.url) ?? ''].filter(Boolean).join(' ');
  });
}

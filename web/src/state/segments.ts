// Cuts an answer into blocks for the screen and for copying: paragraphs, list items, workings and notes, each a row of
// pieces of text and, behind the sentence they support, groups of citations. Pure. All offsets count UTF-16 units.
import type { Citation, Mark, Role } from '../api/types';
import type { Answer, Stretch } from './answer';

export type Piece =
  // `supports`: the numbers of the citations that cover it; `mark`: what is to be said of it instead.
  | { kind: 'text'; text: string; start: number; supports: number[]; mark?: Mark['support'] }
  | { kind: 'citations'; citations: Citation[] };

export interface Block {
  role: Role;
  start: number;
  pieces: Piece[];
}

// While the answer grows, a citation whose sentence is not complete yet waits; a `whole` answer shows them all.
export function blocksOf(
  answer: Pick<Answer, 'text' | 'stretches' | 'citations'> & Partial<Pick<Answer, 'marks' | 'kind'>>,
  whole: boolean,
): Block[] {
  const { text, marks = [] } = answer;
  const lines = joinedLines(text, linesOf(text, answer.stretches), answer.kind === 'written');
  const placed = answer.citations
    .filter((citation) => whole || citation.anchor.end <= text.length)
    .map((citation) => ({ citation, line: lineOf(text, lines, citation.anchor.end) }));
  return lines.map((line) => {
    const here = placed.filter((entry) => entry.line === line).map((entry) => entry.citation);
    return { role: line.role, start: line.start, pieces: piecesOf(text, line, here, marks) };
  });
}

// Neighbouring stretches of one role are one run, whatever size they came in; a run is cut at its line ends.
function linesOf(text: string, stretches: Stretch[]): Stretch[] {
  const lines: Stretch[] = [];
  for (const run of runsOf(text, stretches)) {
    let start = run.start;
    while (start < run.end) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 || newline > run.end ? run.end : newline;
      const line = trimmed(text, { start, end, role: run.role });
      if (line.start < line.end) lines.push(line);
      start = end + 1;
    }
  }
  return lines;
}

// What a model writes arrives word by word, with the role that is known so far: a role that changes inside a sentence
// changes nothing. Of a model's answer all prose of one line is one paragraph.
function joinedLines(text: string, lines: Stretch[], written: boolean): Stretch[] {
  const joined: Stretch[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const sameLine = last !== undefined && !text.slice(last.end, line.start).includes('\n');
    const prose = sameLine && isProse(last.role) && isProse(line.role);
    if (last && sameLine && ((prose && written) || !endsSentence(text.slice(last.start, last.end)))) {
      last.end = line.end;
      if (last.role !== 'lead' || last.start > 0) last.role = line.role;
    } else joined.push({ ...line });
  }
  return joined.map((line) => (line.role === 'heading' ? trimmed(text, line) : line));
}

function isProse(role: Role): boolean {
  return role === 'lead' || role === 'detail';
}

function endsSentence(text: string): boolean {
  return /[.!?…:;][)\]"”’»*_]*$/.test(text);
}

// The text of a piece with what a model made bold.
export function emphasised(text: string): { text: string; strong: boolean }[] {
  return text
    .split(/\*\*(?=\S)(.+?)(?<=\S)\*\*/)
    .map((part, i) => ({ text: part, strong: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}

function runsOf(text: string, stretches: Stretch[]): Stretch[] {
  const runs: Stretch[] = [];
  for (const { start, end, role } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last && last.role === role) last.end = Math.max(last.end, Math.min(end, text.length));
    else runs.push({ start: Math.max(start, last?.end ?? 0), end: Math.min(end, text.length), role });
  }
  return runs;
}

// Working keeps its indentation; an item loses the dash that the plain text needs.
function trimmed(text: string, line: Stretch): Stretch {
  let { start, end } = line;
  while (end > start && /\s/.test(text[end - 1]!)) --end;
  if (line.role === 'working') return { ...line, start, end };
  while (start < end && /\s/.test(text[start]!)) ++start;
  if (line.role === 'item') start += /^[-•*]\s+/.exec(text.slice(start, end))?.[0].length ?? 0;
  if (line.role === 'heading') start += /^#{1,6}\s+/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { ...line, start, end };
}

// The line that holds the last character of an anchor; one that ends between two lines belongs to the one before.
function lineOf(text: string, lines: Stretch[], end: number): Stretch | undefined {
  const last = Math.min(end, text.length) - 1;
  return lines.findLast((line) => line.start <= last) ?? lines[0];
}

function piecesOf(text: string, line: Stretch, citations: Citation[], marks: Mark[]): Piece[] {
  const behind = new Map<number, Citation[]>();
  for (const citation of citations) {
    const at = afterSentence(text, Math.min(Math.max(citation.anchor.end, line.start), line.end), line.end);
    const group = behind.get(at) ?? [];
    // Two spans of one source behind one sentence are two citations; the very same span twice is one.
    if (!group.some((other) => other.number === citation.number && other.quote_start === citation.quote_start)) {
      group.push(citation);
    }
    behind.set(
      at,
      group.sort((a, b) => a.number - b.number),
    );
  }
  const cuts = new Set([line.start, line.end, ...behind.keys()]);
  for (const { anchor } of citations) {
    if (anchor.start > line.start && anchor.start < line.end) cuts.add(wholeCharacter(text, anchor.start));
  }
  for (const mark of marks) {
    for (const edge of [mark.start, mark.end]) {
      if (edge > line.start && edge < line.end) cuts.add(wholeCharacter(text, edge));
    }
  }
  const at = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  at.forEach((start, i) => {
    const group = behind.get(start);
    if (group) pieces.push({ kind: 'citations', citations: group });
    const end = at[i + 1];
    if (end === undefined || end === start) return;
    const supports = citations
      .filter(({ anchor }) => anchor.start < end && anchor.end > start)
      .map(({ number }) => number);
    const mark = marks.find((one) => one.start < end && one.end > start)?.support;
    const piece: Piece = { kind: 'text', text: text.slice(start, end), start, supports: [...new Set(supports)] };
    pieces.push(mark ? { ...piece, mark } : piece);
  });
  return pieces;
}

// Moves behind the closing punctuation, so that the number never stands between a sentence and its full stop.
function afterSentence(text: string, at: number, end: number): number {
  const closing = /^[.!?…,;:)\]"”’»]+/.exec(text.slice(at, end));
  return wholeCharacter(text, at + (closing?.[0].length ?? 0));
}

// An offset inside a surrogate pair moves behind it.
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? at + 1 : at;
}

// An answer as the page holds it, built up from a turn's events or from a stored turn. Pure: no network, no screen.
import type { AnswerKind, Citation, Mark, Mode, OfWork, Post, Reasoned, Role, StoredAnswer, TurnEvent } from '../api/types';

// A stretch of the answer's text that came with one role.
export interface Stretch {
  start: number;
  end: number;
  role: Role;
}

export interface Considered {
  post: Post | null; // null while only its id is known
  id: string;
  because: string;
  cited: boolean;
}

export interface Answer {
  text: string;
  stretches: Stretch[];
  citations: Citation[];
  sources: Considered[];
  kind: AnswerKind | null;
  suggestions: string[];
  degraded: string[];
  duration_ms: number | null;
  checked: string[];
  offered: Mode | null;
  engine: string;
  support: OfWork['support'] | null;
  marks: Mark[];
}

export function emptyAnswer(): Answer {
  return {
    text: '',
    stretches: [],
    citations: [],
    sources: [],
    kind: null,
    suggestions: [],
    degraded: [],
    duration_ms: null,
    checked: [],
    offered: null,
    engine: '',
    support: null,
    marks: [],
  };
}

// Takes one event in, in place. `status` and `error` are the turn's and not the answer's.
export function take(answer: Answer, event: TurnEvent): void {
  switch (event.kind) {
    case 'text':
      append(answer, event.data);
      break;
    case 'citation':
      answer.citations.push(event.data);
      break;
    case 'evidence':
      note(answer, event.data, false);
      break;
    case 'why':
      for (const reasoned of event.data.cited) note(answer, reasoned, true);
      for (const reasoned of event.data.considered) note(answer, reasoned, false);
      break;
    case 'done':
      if (event.data.text) answer.text = event.data.text;
      answer.kind = event.data.kind;
      answer.suggestions = event.data.suggestions ?? [];
      answer.degraded = event.data.degraded ?? [];
      answer.duration_ms = event.data.duration_ms ?? null;
      takeWork(answer, event.data);
      break;
  }
}

function takeWork(answer: Answer, work: OfWork): void {
  answer.checked = work.checked ?? [];
  answer.offered = work.offered ?? null;
  answer.engine = work.engine ?? '';
  answer.support = work.support ?? null;
  answer.marks = work.marks ?? [];
}

// Text that starts beyond the end leaves a gap for what joins two sentences; `done` brings the true characters.
function append(answer: Answer, { text, offset, role }: { text: string; offset: number; role: Role }): void {
  const gap = offset - answer.text.length;
  const before = answer.stretches.at(-1)?.role;
  if (gap > 0) answer.text += (ownLine(role) || (before && ownLine(before)) ? '\n' : ' ') + ' '.repeat(gap - 1);
  answer.text = answer.text.slice(0, offset) + text + answer.text.slice(offset + text.length);
  answer.stretches.push({ start: offset, end: offset + text.length, role });
}

function ownLine(role: Role): boolean {
  return role === 'item' || role === 'working' || role === 'heading' || role === 'step';
}

function note(answer: Answer, { post, because }: Reasoned, cited: boolean): void {
  const whole = typeof post === 'string' ? null : post;
  const id = typeof post === 'string' ? post : post.id;
  const known = answer.sources.find((source) => source.id === id);
  if (!known) {
    answer.sources.push({ post: whole, id, because, cited });
    return;
  }
  known.post ??= whole;
  known.because = because || known.because;
  known.cited ||= cited;
}

export function answerFromStored(stored: StoredAnswer): Answer {
  const answer = emptyAnswer();
  answer.text = stored.text;
  answer.kind = stored.kind;
  answer.suggestions = stored.suggestions ?? [];
  answer.degraded = stored.degraded ?? [];
  takeWork(answer, { ...stored, marks: marksOf(stored) });
  for (const { post, cited, because, source_title } of stored.sources ?? []) {
    note(answer, { post: { ...post, source_title: post.source_title ?? source_title }, because }, cited);
  }
  for (const sentence of stored.sentences) {
    answer.stretches.push({ start: sentence.start, end: sentence.end, role: sentence.role });
    for (const citation of sentence.citations ?? []) {
      answer.citations.push(completed(answer, citation, { start: sentence.start, end: sentence.end }));
    }
  }
  return answer;
}

function marksOf(stored: StoredAnswer): Mark[] {
  if (!stored.engine) return [];
  return stored.sentences.flatMap(({ start, end, support }) =>
    support === 'unsupported' || support === 'own_knowledge' ? [{ start, end, support }] : [],
  );
}

// A stored citation says what is its own; the number follows the order of first use, the rest is the post's.
function completed(answer: Answer, citation: Partial<Citation>, anchor: Citation['anchor']): Citation {
  const post = answer.sources.find((source) => source.id === citation.post)?.post;
  const same = answer.citations.find((other) => other.post === citation.post);
  const highest = Math.max(0, ...answer.citations.map((other) => other.number));
  return {
    author: post?.author,
    app: post?.app,
    url: post?.url,
    title: post?.title,
    posted_at: post?.posted_at,
    source_title: post?.source_title,
    quote: '',
    quote_start: 0,
    quote_end: 0,
    anchor,
    post: '',
    number: same?.number ?? highest + 1,
    ...citation,
  };
}

// The post of a citation as far as the answer carries it.
export function postOf(answer: Answer, citation: Citation): Post | null {
  return answer.sources.find((source) => source.id === citation.post)?.post ?? null;
}

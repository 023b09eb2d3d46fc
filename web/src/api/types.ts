// The shapes of docs/api: what crosses the wire, and nothing else. Offsets count UTF-16 units, as strings here do.

export interface Author {
  name: string;
  handle?: string;
}

export interface Person {
  id: string | number;
  handle: string;
  name: string;
  role?: string;
  time_zone?: string;
  as_of?: string | null;
}

export interface Me {
  person: Person;
  csrf: string;
  version: string;
  sample: boolean;
}

export interface Link {
  url: string;
  label?: string;
}

export interface Post {
  id: string;
  version?: number;
  external_id?: string;
  author?: Author | string;
  app?: string;
  kind?: string;
  url?: string | null;
  posted_at?: string | null;
  title?: string | null;
  text: string;
  source_title?: string;
  quote?: Span | null;
  links?: (Link | string)[];
  thread?: string | null;
  reply_to?: string | null;
  likes?: number;
  shares?: number;
  audience?: string;
}

export interface Span {
  start: number;
  end: number;
}

export type Mode = 'auto' | 'fast' | 'thinking' | 'contemplating';
export type Role = 'lead' | 'detail' | 'item' | 'working' | 'note' | 'heading' | 'step';
export type AnswerKind =
  | 'quoted'
  | 'gathered'
  | 'computed'
  | 'about'
  | 'nothing'
  | 'worked'
  | 'brief'
  | 'written';

// As the `citation` event has it. In a stored answer the number and the anchor may be left to the sentence.
export interface Citation {
  number: number;
  anchor: Span;
  post: string;
  version?: number;
  quote: string;
  quote_start: number;
  quote_end: number;
  in_title?: boolean;
  support?: string;
  author?: Author | string;
  app?: string;
  url?: string | null;
  title?: string | null;
  posted_at?: string | null;
  external_id?: string;
  source_title?: string;
}

export interface Reasoned {
  post: string | Post;
  because: string;
}

// Before a long run: what it may take at the most.
export interface Budget {
  agents: number;
  tokens: number; // 0 without a model
  seconds: number;
}

// A stretch of the answer that no source of the person carries.
export interface Mark {
  start: number;
  end: number;
  support: 'unsupported' | 'own_knowledge';
}

// What only longer work and models have to say of an answer.
export interface OfWork {
  checked?: string[];
  offered?: Mode;
  engine?: string;
  support?: { stated: number; supported: number; marked: number; links_taken: number };
  marks?: Mark[];
}

export interface TurnEvents {
  // The turn's own stages name the turn; how an agent of a long run goes on is told with stage "working".
  status:
    | { turn: number; conversation: number | null; stage: string }
    | { stage: 'working'; agent: number; what: string; state: 'started' | 'done' | 'failed' };
  budget: Budget;
  evidence: { post: Post; because: string };
  text: { text: string; offset: number; role: Role };
  citation: Citation;
  why: { cited: Reasoned[]; considered: Reasoned[] };
  done: {
    turn: number;
    conversation: number | null;
    kind: AnswerKind;
    mode?: string;
    confidence?: number;
    suggestions?: string[];
    degraded?: string[];
    text: string;
    duration_ms?: number;
  } & OfWork;
  error: { code: string; message: string };
}

export type TurnEvent = { [K in keyof TurnEvents]: { kind: K; data: TurnEvents[K] } }[keyof TurnEvents];

export interface StoredSentence {
  text: string;
  support?: string;
  role: Role;
  start: number;
  end: number;
  citations?: Partial<Citation>[];
}

export interface StoredAnswer extends OfWork {
  kind: AnswerKind;
  mode?: string;
  text: string;
  confidence?: number;
  sentences: StoredSentence[];
  sources?: { post: Post; cited: boolean; because: string; source_title?: string }[];
  suggestions?: string[];
  degraded?: string[];
}

export interface Turn {
  id: number;
  conversation: number | null;
  question: string;
  state: string;
  answer: StoredAnswer | null;
  failure?: { code: string; message: string } | string | null;
  asked_at: string;
  answered_at?: string | null;
}

export interface Conversation {
  id: number;
  title: string;
  started_at: string;
  active_at: string;
  turns: number;
}

export interface Source {
  id: string;
  kind: string;
  title: string;
  locator: string | null; // told to its owner alone
  audience: string;
  mine: boolean; // whether this person may remove it
  posts: number;
  added_at: string;
  checked_at: string | null;
  trouble: string | null;
  failures_in_a_row: number;
}

export interface ImportJob {
  id: string;
  source?: string | null;
  source_title?: string;
  state: string;
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  broken: number;
  broken_first?: { where: string; reason: string }[];
  bytes_read?: number;
  bytes?: number;
  message?: string | null;
  started_at?: string | null;
  ended_at?: string | null;
}

export interface ImportRun {
  id: string;
  state: string; // waiting running done failed interrupted
  jobs: ImportJob[];
  message?: string | null;
}

export interface Circle {
  id: string | number;
  name: string;
}

// Everything the page says, in one place, so that another language is one more file like this.

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const words = {
  name: 'Familiar',
  motto: 'Answers from your own world, with their sources.',
  skip: 'Skip to the question',

  // The server and the person
  unreachable: 'Familiar cannot be reached. Is it running? Try again in a moment.',
  answeredWith: (status: number) => `Familiar answered with status ${status} and no explanation.`,
  streamLost:
    'The connection was lost and could not be picked up again. Open the conversation later to see the answer.',
  loading: 'One moment…',
  signedOutTitle: 'You are signed out',
  signedOutHow: 'Open the sign-in link that this command printed when Familiar started:',
  signedOutAgain: 'Each link works once. Start the command again for a new one.',
  signedOutPrivacy:
    'There is no password and no account elsewhere. Nothing leaves this machine unless you add a source that asks for it.',
  tryAgain: 'Try again',
  signOut: 'Sign out',
  sampleDay: (day: string) => `In the sample world it is ${day}`,
  asOfDay: (day: string) => `Answers are given as of ${day}`,
  version: (version: string) => `Familiar ${version}`,
  dismiss: 'Dismiss',
  close: 'Close',

  // Navigation
  openMenu: 'Conversations and sources',
  closeMenu: 'Close the menu',
  sidebar: 'Conversations and sources',
  newConversation: 'New conversation',
  conversations: 'Conversations',
  noConversations: 'What you ask will be listed here.',
  untitled: 'Untitled',
  deleteConversation: (title: string) => `Delete “${title}”`,
  deleteSure: 'Delete for good?',
  deleteYes: 'Delete',
  deleteNo: 'Keep',
  allConversations: (count: number) => `Show all ${count.toLocaleString('en')}`,
  conversationGone: 'That conversation could not be opened.',

  // Sources and imports
  sources: 'Sources',
  noSources: 'Nothing yet. Add an export, a chat or a feed, and ask about it.',
  posts: (count: number) => counted(count, 'post', 'posts'),
  removeSource: (title: string) => `Remove “${title}”`,
  removeSure: (title: string) => `Remove “${title}”?`,
  removeLoses: (count: number, shared: boolean) => {
    const what = count === 1 ? 'Its one post is' : `Its ${counted(count, 'post', 'posts')} are`;
    const others = shared ? ', neither for you nor for those you share with' : '';
    const lost = `${what} erased here, and no new answer finds ${count === 1 ? 'it' : 'them'}${others}.`;
    const rest = 'Answers you already have keep what they quote. The original is not touched.';
    return count === 0 ? `It leaves your list. ${rest}` : `${lost} ${rest}`;
  },
  removeYes: 'Remove',
  removing: 'Removing…',
  addSource: 'Add a source',
  chooseFile: 'Choose a file',
  fileHint: 'WhatsApp chats, Mastodon archives, feeds and JSONL, also zipped. Or drop one anywhere on this page.',
  feedAddress: 'Address of a feed or a Mastodon account',
  feedPlaceholder: 'https://…',
  addFeed: 'Add',
  whoSees: 'Who may see it',
  audiencePrivate: 'Only me',
  audiencePublic: 'Everybody here',
  audienceOf: (audience: string) =>
    audience === 'private' ? 'you alone' : audience === 'public' ? 'everybody here' : audience.replace(/^circle:/, ''),
  sharedWith: (audience: string) => (audience === 'public' ? 'everybody' : audience.replace(/^circle:/, '')),
  dropHere: 'Drop to add it to your world',
  dropHint: 'It stays on your Familiar. Only you will see it.',
  importUnnamed: 'a source',
  importing: (name: string) => `Reading ${name}`,
  imported: (name: string) => `${name} is in`,
  importFailed: (name: string) => `${name} could not be read`,
  importRead: (count: number) => `${counted(count, 'record', 'records')} so far`,
  counts: {
    added: 'added',
    changed: 'changed',
    unchanged: 'unchanged',
    skipped: 'skipped',
    broken: 'broken',
  },
  brokenOnes: 'What could not be read',
  brokenMore: (count: number) => `and ${count.toLocaleString('en')} more`,
  nothingRead: 'There was nothing in it to read.',

  // Asking
  askLabel: 'Your question',
  askPlaceholder: 'Ask about your world…',
  askHint: 'Enter sends, Shift and Enter begin a new line.',
  send: 'Ask',
  stop: 'Stop',
  mode: 'How to answer',
  modes: { auto: 'Auto', fast: 'Fast', thinking: 'Thinking', contemplating: 'Contemplating' },
  modeTitles: {
    auto: 'Familiar chooses',
    fast: 'The quickest answer',
    thinking: 'Worked out step by step',
    contemplating: 'A brief on a broad question, from several angles',
  },
  hello: (name: string) => `Hello, ${name}`,
  welcomeTitle: 'What would you like to know?',
  welcomeSample:
    'This is Skerrymouth, a small town that does not exist. Its chats, posts and feeds are here for you to try.',
  welcomeOwn: 'I answer from what you let me see, and show where each sentence comes from.',
  examplesLabel: 'Examples',
  examplesSample: [
    'Who recommended a plumber?',
    'Where is the quiz night now?',
    'What happened in the garden group last week?',
    'What do people think about the new bakery?',
    'How many people are coming to the beach cleanup?',
    'What is 15 % of 84.50?',
  ],
  examplesOwn: [
    'What is new since yesterday?',
    'Who recommended a plumber?',
    'When did we last talk about the trip?',
    'What do people think about the new café?',
    'What can you do?',
    'What is 15 % of 84.50?',
  ],

  // Answering
  thread: 'Conversation',
  youAsked: 'You asked',
  answer: 'Answer',
  stages: { received: 'Reading your question', searching: 'Searching your sources', composing: 'Writing' } as Record<
    string,
    string
  >,
  working: 'Working on it',
  stopped: 'Stopped. This is what was found so far.',
  stoppedEmpty: 'Stopped.',
  kinds: {
    quoted: 'Quoted from your sources',
    gathered: 'Gathered from your sources',
    computed: 'Computed',
    about: 'About Familiar',
    nothing: 'Nothing found',
    worked: 'Worked out from your sources',
    brief: 'A brief from your sources',
    written: 'Written by a model, checked against your sources',
  } as Record<string, string>,
  marks: {
    unsupported: 'not in your sources',
    own_knowledge: 'the model’s own knowledge, no source',
  },
  budget: (agents: number, tokens: number, seconds: number) =>
    `At most ${[
      agents > 1 ? `${agents} agents` : '',
      tokens > 0 ? `${tokens.toLocaleString('en')} tokens` : '',
      seconds <= 1 ? 'a second' : seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`,
    ]
      .filter(Boolean)
      .join(', ')}`,
  thinking: 'Thinking',
  looking: 'Looking from several angles',
  works: 'What is being looked at',
  workStates: { started: 'looking', done: 'done', failed: 'failed' },
  answerNow: 'Answer now',
  answeringNow: 'Answering from what was found',
  offers: {
    auto: '',
    fast: '',
    thinking: 'Work it out step by step',
    contemplating: 'Look at it from several angles',
  },
  checked: 'What was looked at',
  supported: (supported: number, stated: number) => `${supported} of ${stated} statements hold`,
  askAgain: 'Ask again',
  answeredIn: (ms: number) => (ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`),
  degraded: 'Good to know:',
  suggestions: 'What may help',
  citation: (number: number, who: string) => `Source ${number}${who ? `: ${who}` : ''}`,
  copy: 'Copy',
  copyWhat: 'with sources',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  sourcesOf: (cited: number, considered: number) =>
    [cited > 0 ? `${cited} cited` : '', considered > 0 ? `${considered} considered` : ''].filter(Boolean).join(', '),
  cited: 'Cited',
  considered: 'Considered, not used',

  // A source
  panel: 'Source',
  foundBecause: 'Why it was found',
  wholePost: 'Click for the whole post',
  original: 'Original',
  links: 'Links in this post',
  otherVersion: 'The post has changed since. The answer quoted:',
  likes: (count: number) => counted(count, 'like', 'likes'),
  shares: (count: number) => counted(count, 'share', 'shares'),
  seenBy: (audience: string) => `Seen by ${audience}`,
  unknownAuthor: 'Unknown author',
  footnoteQuote: (quote: string) => `“${quote}”`,
};

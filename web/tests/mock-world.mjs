// The canned world of the mock server: a few posts of a made-up town, and answers with their sentences and quotes.
// Offsets are computed from the quotes, so that nothing here has to be counted by hand.

const k_posts = {
  c1: {
    author: { name: 'Maren Holt', handle: '' },
    app: 'whatsapp',
    source_title: 'Harbour Street neighbours',
    posted_at: '2026-05-18T07:42:00Z',
    thread: 'harbour',
    audience: 'circle:neighbours',
    text: 'Good morning all! Our kitchen tap finally gave up on Saturday night, water everywhere. I can only recommend Bram Oosterling, he came within the hour and charged 60 euros for the whole job. He even swept the floor afterwards. His number is on the noticeboard at the ferry office.',
  },
  c2: {
    author: { name: 'Ole Fintan', handle: '@ole@skerry.example' },
    app: 'mastodon',
    source_title: 'Ole Fintan',
    posted_at: '2026-04-29T18:05:00Z',
    url: 'https://skerry.example/@ole/1142',
    likes: 7,
    shares: 2,
    audience: 'public',
    links: [
      { url: 'https://oosterling.example/', label: 'Oosterling, pipes and heating' },
      { url: 'javascript:alert(1)', label: 'bad' },
    ],
    text: 'If you need a plumber in Skerrymouth: Bram Oosterling fixed our boiler on a Sunday 🛠️ and did not even ask for extra. https://oosterling.example/',
  },
  c3: {
    author: { name: 'Ines Calder', handle: '' },
    app: 'whatsapp',
    source_title: 'Garden group',
    posted_at: '2026-03-11T12:20:00Z',
    audience: 'circle:garden',
    text: 'For the outside tap I would ask Teal & Daughter. They did ours properly and gave two years of guarantee.',
  },
  c4: {
    author: { name: 'Skerrymouth Gazette', handle: '' },
    app: 'rss',
    kind: 'article',
    source_title: 'Skerrymouth Gazette',
    posted_at: '2026-02-02T09:00:00Z',
    url: 'https://gazette.example/plumbers',
    title: 'Town to replace lead pipes by autumn',
    audience: 'public',
    text: 'The council has asked three plumbers for offers to replace the last lead pipes in the old harbour quarter. Work begins in August.',
  },
  c5: {
    author: { name: 'Jonas Wick', handle: '' },
    app: 'whatsapp',
    source_title: 'Harbour Street neighbours',
    posted_at: '2026-05-18T08:10:00Z',
    text: 'Thanks Maren. Does he also do drains?',
  },
  c6: {
    author: { name: 'The Lantern', handle: '@lantern' },
    app: 'instagram',
    source_title: 'The Lantern',
    posted_at: '2026-05-20T16:00:00Z',
    title: '',
    url: 'https://instagram.example/lantern/9',
    likes: 41,
    text: 'Quiz night has moved! From this week on it is in the back room of the Old Cooperage, Thursdays at 20:00. The Lantern gets its new floor.',
  },
};
for (const [id, post] of Object.entries(k_posts))
  Object.assign(post, {
    id,
    version: 1,
    kind: post.kind ?? 'post',
    external_id: `x-${id}`,
    title: post.title ?? null,
    url: post.url ?? null,
  });

const plumber = {
  kind: 'gathered',
  sentences: [
    [
      'lead',
      'Three people recommended a plumber, two of them Bram Oosterling.',
      ['c1', 'I can only recommend Bram Oosterling'],
      ['c2', 'Bram Oosterling fixed our boiler'],
      ['c3', 'I would ask Teal & Daughter'],
    ],
    [
      'item',
      'Maren Holt recommends Bram Oosterling: he came within the hour and charged 60 euros.',
      ['c1', 'he came within the hour and charged 60 euros'],
    ],
    [
      'item',
      'Ole Fintan says that he fixed a boiler on a Sunday 🛠️ without asking for extra.',
      ['c2', 'fixed our boiler on a Sunday 🛠️ and did not even ask for extra'],
    ],
    [
      'item',
      'Ines Calder would ask Teal & Daughter for an outside tap.',
      ['c3', 'For the outside tap I would ask Teal & Daughter'],
    ],
    [
      'note',
      'Bram’s number is on the noticeboard at the ferry office.',
      ['c1', 'His number is on the noticeboard at the ferry office'],
    ],
  ],
  evidence: {
    c1: 'says “recommend”, answered by a neighbour who asks about plumbing',
    c2: 'says “plumber” and names one',
    c3: 'recommends somebody for a tap',
    c4: 'says “plumbers”, but recommends none',
    c5: 'answers Maren’s post in the same chat',
  },
};
const quiz = {
  kind: 'quoted',
  sentences: [
    [
      'lead',
      'The quiz night is now in the back room of the Old Cooperage, Thursdays at 20:00.',
      ['c6', 'it is in the back room of the Old Cooperage, Thursdays at 20:00'],
    ],
  ],
  evidence: { c6: 'the newest post that says “quiz night”' },
};
const percent = {
  kind: 'computed',
  sentences: [
    ['lead', '15 % of 84.50 is 12.675.'],
    ['working', '84.50 × 15 / 100'],
    ['working', '= 12.675'],
  ],
  evidence: {},
};
const nothing = {
  kind: 'nothing',
  sentences: [
    ['lead', 'I found nothing about that in what you let me see.'],
    ['note', 'I looked through 6 posts from 5 sources.'],
  ],
  evidence: { c4: 'the nearest by words' },
  suggestions: ['Who recommended a plumber?', 'Add a source that speaks about it'],
};

export function answerFor(words) {
  const asked = words.toLowerCase();
  if (asked.includes('plumber')) return plumber;
  if (asked.includes('quiz')) return quiz;
  if (asked.includes('%')) return percent;
  return nothing;
}

export function postOf(id) {
  return k_posts[id];
}

// What search and evidence carry: a post without what only the whole one has.
export function resultOf(id) {
  const { links, thread, likes, shares, audience, reply_to, ...result } = k_posts[id];
  return result;
}

// The stored answer and the events that lead to it.
export function composed({ kind, sentences, evidence, suggestions = [] }, turn, conversation) {
  let text = '';
  const numbers = [];
  const stored = sentences.map(([role, said, ...quotes], i) => {
    const before = sentences[i - 1]?.[0];
    const line = (r) => r === 'item' || r === 'working';
    if (i > 0) text += line(role) || line(before) ? '\n' : ' ';
    if (role === 'item') text += '- ';
    const start = text.length;
    text += said;
    const citations = quotes.map(([id, quote]) => {
      const post = k_posts[id];
      if (!numbers.includes(id)) numbers.push(id);
      const quote_start = post.text.indexOf(quote);
      if (quote_start < 0) throw new Error(`${id} does not say ${quote}`);
      return {
        number: numbers.indexOf(id) + 1,
        anchor: { start, end: text.length },
        post: id,
        version: 1,
        quote,
        quote_start,
        quote_end: quote_start + quote.length,
        in_title: false,
        support: 'quoted',
        author: post.author.name,
        app: post.app,
        url: post.url,
        title: post.title,
        posted_at: post.posted_at,
        external_id: post.external_id,
        source_title: post.source_title,
      };
    });
    return { text: said, support: quotes.length > 0 ? 'quoted' : 'none', role, start, end: text.length, citations };
  });
  const reasoned = (cited) =>
    Object.entries(evidence)
      .filter(([id]) => numbers.includes(id) === cited)
      .map(([post, because]) => ({ post, because }));
  const answer = {
    kind,
    mode: 'fast',
    text,
    confidence: 0.8,
    sentences: stored,
    suggestions,
    degraded: [],
    sources: Object.entries(evidence).map(([id, because]) => ({
      post: resultOf(id),
      cited: numbers.includes(id),
      because,
    })),
  };
  const status = (stage) => ['status', { turn, conversation, stage }];
  const events = [
    status('received'),
    status('searching'),
    ...Object.entries(evidence).map(([id, because]) => ['evidence', { post: resultOf(id), because }]),
    status('composing'),
    ...stored.flatMap((s) => [
      ['text', { text: s.text, offset: s.start, role: s.role }],
      ...s.citations.map((c) => ['citation', c]),
    ]),
    ['why', { cited: reasoned(true), considered: reasoned(false) }],
    [
      'done',
      { turn, conversation, kind, mode: 'fast', confidence: 0.8, suggestions, degraded: [], text, duration_ms: 3 },
    ],
  ];
  return { answer, events };
}

export const sources = [
  {
    id: 'c1',
    kind: 'whatsapp',
    title: 'Harbour Street neighbours',
    locator: 'neighbours.txt',
    audience: 'circle:neighbours',
    posts: 412,
    trouble: '',
  },
  {
    id: 'c2',
    kind: 'whatsapp',
    title: 'Garden group',
    locator: 'garden.txt',
    audience: 'circle:garden',
    posts: 268,
    trouble: '',
  },
  {
    id: 'c3',
    kind: 'mastodon',
    title: 'Ole Fintan',
    locator: 'https://skerry.example/@ole',
    audience: 'public',
    posts: 57,
    trouble: '',
  },
  {
    id: 'c4',
    kind: 'feed',
    title: 'Skerrymouth Gazette',
    locator: 'https://gazette.example/feed',
    audience: 'public',
    posts: 1240,
    trouble: 'The feed answered with status 503. It is tried again at 15:00.',
  },
].map((source) => ({
  ...source,
  mine: source.id !== 'c1',
  added_at: '2026-05-30T10:00:00Z',
  checked_at: '2026-05-31T10:00:00Z',
  failures_in_a_row: source.trouble ? 2 : 0,
}));

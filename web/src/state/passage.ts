// A post's text cut around a quoted passage: before, quoted, after. Pure.
import type { Author, Citation, Post } from '../api/types';

export interface Passage {
  before: string;
  quoted: string;
  after: string;
}

// Where the citation's words stand in the title or the text; null when that version's words are not there any more.
export function passageIn(
  whole: string,
  citation: Pick<Citation, 'quote' | 'quote_start' | 'quote_end'>,
): Passage | null {
  const { quote, quote_start: start, quote_end: end } = citation;
  if (end > start && end <= whole.length && (quote === '' || whole.slice(start, end) === quote))
    return cut(whole, start, end);
  const found = quote === '' ? -1 : whole.indexOf(quote);
  return found < 0 ? null : cut(whole, found, found + quote.length);
}

function cut(whole: string, start: number, end: number): Passage {
  return { before: whole.slice(0, start), quoted: whole.slice(start, end), after: whole.slice(end) };
}

// As much around the quote as fits a small window, cut at words.
export function excerpt(passage: Passage, around: number): Passage {
  const { before, quoted, after } = passage;
  return {
    before: before.length <= around ? before : `…${fromWord(before, around)}`,
    quoted,
    after: after.length <= around ? after : `${upToWord(after, around)}…`,
  };
}

function fromWord(text: string, most: number): string {
  const space = text.indexOf(' ', text.length - most);
  return text.slice(space < 0 ? text.length - most : space + 1);
}

export function upToWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return text.slice(0, space > most / 2 ? space : most);
}

export function nameOf(author: Author | string | undefined): string {
  return typeof author === 'string' ? author : author?.name || author?.handle || '';
}

export function handleOf(author: Author | string | undefined): string {
  return typeof author === 'string' ? '' : (author?.handle ?? '');
}

const k_apps: Record<string, string> = {
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  facebook: 'Facebook',
  threads: 'Threads',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
  rss: 'Feed',
  feed: 'Feed',
  web: 'Web',
  notes: 'Notes',
  activitypub: 'Archive',
  jsonl: 'File',
};

export function appName(app: string | undefined): string {
  return app ? (k_apps[app.toLowerCase()] ?? app) : '';
}

// Only web addresses become links: a post may carry javascript:, data: or worse.
export function webAddress(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

// As it is written in a line of text: https goes without saying, http does not.
export function shownAddress(address: string): string {
  return address.replace(/^https:\/\//, '').replace(/^([^/?#]+)\/$/, '$1');
}

export function linksOf(post: Post): { url: string; label: string }[] {
  return (post.links ?? []).flatMap((link) => {
    const { url, label } = typeof link === 'string' ? { url: link, label: '' } : link;
    const address = webAddress(url);
    return address ? [{ url: address, label: label ?? '' }] : [];
  });
}

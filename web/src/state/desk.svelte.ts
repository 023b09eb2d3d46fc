// What lies open on the page beside the conversation: the small window over a citation, the panel with a whole post,
// the drawers of a phone.
import { tick } from 'svelte';
import { api } from '../api/client';
import type { Citation, Post } from '../api/types';
import { messageOf } from './session.svelte';

export interface Peek {
  citation: Citation;
  post: Post | null;
  chip: HTMLElement;
}

export interface OpenPost {
  id: string;
  post: Post | null; // what is known until the whole post has come
  citation: Citation | null;
  because: string;
}

// Long enough to cross the gap between a number and its window with the pointer.
const k_linger_ms = 180;
const k_most_posts = 200;

class Desk {
  peek = $state.raw<Peek | null>(null);
  open = $state.raw<OpenPost | null>(null);
  menu = $state(false);
  trouble = $state('');
  #closing: ReturnType<typeof setTimeout> | undefined;
  #back: HTMLElement | null = null; // where the focus was before the panel opened
  #posts = new Map<string, Promise<Post>>();

  glance(peek: Peek): void {
    this.stay();
    this.peek = peek;
    if (peek.post) return;
    void this.#fetch(peek.citation.post)
      .then((post) => {
        if (this.peek === peek) this.peek = { ...peek, post };
      })
      .catch(() => undefined); // The quote itself is on the screen; the panel will say what is wrong.
  }

  stay(): void {
    clearTimeout(this.#closing);
    this.#closing = undefined;
  }

  lookAwaySoon(): void {
    this.stay();
    this.#closing = setTimeout(() => this.lookAway(), k_linger_ms);
  }

  lookAway(): void {
    this.stay();
    this.peek = null;
  }

  // Escape closes what lies on top. A window that is going anyway does not count: the key means what lies below it.
  // False when nothing was open.
  dismiss(): boolean {
    const leaving = this.#closing !== undefined;
    const peeked = this.peek !== null;
    this.lookAway();
    if (peeked && !leaving) return true;
    if (!this.open) return peeked;
    void this.close();
    return true;
  }

  async show(what: OpenPost): Promise<void> {
    if (!this.open && document.activeElement instanceof HTMLElement) this.#back = document.activeElement;
    this.lookAway();
    this.trouble = '';
    this.open = what;
    try {
      const post = await this.#fetch(what.id);
      // The whole post does not say which source it came with; the search result did.
      if (this.open === what)
        this.open = { ...what, post: { ...post, source_title: post.source_title ?? what.post?.source_title } };
    } catch (error) {
      if (this.open?.id === what.id) this.trouble = messageOf(error);
    }
  }

  async close(): Promise<void> {
    if (!this.open) return;
    this.open = null;
    await tick(); // What lay under the panel can take the focus only now.
    if (this.#back?.isConnected) this.#back.focus();
    this.#back = null;
  }

  // Nothing of one person stays for the next.
  clear(): void {
    this.forget();
    this.menu = false;
  }

  // A source is gone: no post of it may come back from here.
  forget(): void {
    this.lookAway();
    this.open = null;
    this.#posts.clear();
  }

  #fetch(id: string): Promise<Post> {
    const known = this.#posts.get(id);
    if (known) return known;
    if (this.#posts.size >= k_most_posts) this.#posts.clear();
    const post = api.post(id);
    this.#posts.set(id, post);
    post.catch(() => this.#posts.delete(id));
    return post;
  }
}

export const desk = new Desk();

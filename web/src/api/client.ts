// The typed client of docs/api. Knows addresses, headers and errors; holds nothing but the CSRF token.
import type { Circle, Conversation, ImportRun, Me, Post, Source, Turn } from './types';
import { words } from '../words';

// What went wrong, in the server's own words; `status` is 0 when the server could not be reached.
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

let csrf = '';
let signedOut: () => void = () => undefined;

export function onSignedOut(tell: () => void): void {
  signedOut = tell;
}

// Addresses are relative to the page, so that it works below a path as well.
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (init.method !== undefined && init.method !== 'GET') headers.set('X-CSRF-Token', csrf);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', words.unreachable);
  }
  if (response.ok) return response;
  if (response.status === 401) signedOut();
  throw await errorOf(response);
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return new ApiError(response.status, error.code, error.message);
  } catch {
    return new ApiError(response.status, 'internal', words.answeredWith(response.status));
  }
}

async function json<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await request(path, init)).json()) as T;
}

export function withJson(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

export const api = {
  async me(): Promise<Me> {
    const me = await json<Me>('api/v1/me');
    csrf = me.csrf;
    return me;
  },
  async signOut(): Promise<void> {
    await request('api/v1/sign-out', { method: 'POST' });
  },
  post: (id: string) => json<Post>(`api/v1/posts/${encodeURIComponent(id)}`),
  turn: (id: number) => json<Turn>(`api/v1/turns/${id}`),
  async cancel(turn: number): Promise<void> {
    await request(`api/v1/turns/${turn}/cancel`, { method: 'POST' });
  },
  // The answer is wanted now, from what there is so far.
  async finish(turn: number): Promise<void> {
    await request(`api/v1/turns/${turn}/answer`, { method: 'POST' });
  },
  conversations: async () => (await json<{ conversations: Conversation[] }>('api/v1/conversations')).conversations,
  conversation: (id: number) => json<Omit<Conversation, 'turns'> & { turns: Turn[] }>(`api/v1/conversations/${id}`),
  async deleteConversation(id: number): Promise<void> {
    await request(`api/v1/conversations/${id}`, { method: 'DELETE' });
  },
  sources: async () => (await json<{ sources: Source[] }>('api/v1/sources')).sources,
  async deleteSource(id: string): Promise<void> {
    await request(`api/v1/sources/${encodeURIComponent(id)}`, { method: 'DELETE' });
  },
  circles: async () => (await json<{ circles?: Circle[] }>('api/v1/people')).circles ?? [],
  async importFile(file: File, audience: string): Promise<string> {
    const form = new FormData();
    form.set('kind', 'auto');
    form.set('audience', audience);
    form.set('file', file, file.name);
    return (await json<{ import: string }>('api/v1/imports', { method: 'POST', body: form })).import;
  },
  async importLocation(location: string, audience: string): Promise<string> {
    const wish = { location, kind: 'auto', audience };
    return (await json<{ import: string }>('api/v1/imports', withJson('POST', wish))).import;
  },
  imports: async () => (await json<{ imports: ImportRun[] }>('api/v1/imports')).imports,
  importRun: (id: string) => json<ImportRun>(`api/v1/imports/${encodeURIComponent(id)}`),
};

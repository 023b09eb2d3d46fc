// Who is here: signed in, signed out, or not known yet.
import { api, ApiError, onSignedOut } from '../api/client';
import type { Me } from '../api/types';

class Session {
  me = $state.raw<Me | null>(null);
  state = $state<'loading' | 'here' | 'signed_out' | 'unreachable'>('loading');
  trouble = $state('');

  get time_zone(): string | undefined {
    return this.me?.person.time_zone || undefined;
  }

  async open(): Promise<void> {
    onSignedOut(() => this.#leave());
    this.state = 'loading';
    try {
      this.me = await api.me();
      this.state = 'here';
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return; // Told through onSignedOut.
      this.trouble = messageOf(error);
      this.state = 'unreachable';
    }
  }

  async signOut(): Promise<void> {
    await api.signOut();
    this.#leave();
  }

  #leave(): void {
    this.me = null;
    this.state = 'signed_out';
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const session = new Session();

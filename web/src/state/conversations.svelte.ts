// The list of conversations and the one that is open. The address (#/conversation/7) says which, so that back and
// reload work.
import { api } from '../api/client';
import type { Conversation, Mode } from '../api/types';
import { messageOf } from './session.svelte';
import { Turn } from './turn.svelte';

const k_address = /^#\/conversation\/(\d+)$/;

class Conversations {
  list = $state.raw<Conversation[]>([]);
  open = $state<number | null>(null);
  turns = $state.raw<Turn[]>([]);
  loading = $state(false);
  trouble = $state('');

  get busy(): Turn | null {
    return this.turns.find((turn) => turn.running) ?? null;
  }

  async refresh(): Promise<void> {
    try {
      this.list = await api.conversations();
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  // Brings the page to what the address says.
  async follow(): Promise<void> {
    const found = k_address.exec(location.hash);
    const wanted = found ? Number(found[1]) : null;
    if (wanted !== this.open) await this.#show(wanted);
  }

  async ask(question: string, mode: Mode): Promise<void> {
    const turn = new Turn(question, true);
    this.trouble = '';
    this.turns = [...this.turns, turn];
    await turn.ask(mode, this.open, (conversation) => this.#begun(turn, conversation));
    await this.refresh();
  }

  begin(): void {
    this.#address(null);
    void this.#show(null);
  }

  async remove(id: number): Promise<void> {
    try {
      await api.deleteConversation(id);
      this.list = this.list.filter((conversation) => conversation.id !== id);
      if (this.open === id) this.begin();
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  async #show(id: number | null): Promise<void> {
    for (const turn of this.turns) turn.leave();
    this.open = id;
    this.turns = [];
    this.trouble = '';
    if (id === null) return;
    this.loading = true;
    try {
      const conversation = await api.conversation(id);
      if (this.open === id) this.turns = conversation.turns.map((turn) => Turn.stored(turn));
    } catch (error) {
      if (this.open === id) this.trouble = messageOf(error);
    }
    if (this.open === id) this.loading = false;
  }

  // The first turn of a new conversation gives the page its address, without a step back to the empty one.
  #begun(turn: Turn, conversation: number): void {
    if (this.open !== null || !this.turns.includes(turn)) return;
    this.open = conversation;
    this.#address(conversation);
    void this.refresh();
  }

  #address(id: number | null): void {
    const hash = id === null ? '' : `#/conversation/${id}`;
    history[id === null ? 'pushState' : 'replaceState'](null, '', `${location.pathname}${hash}`);
  }
}

export const conversations = new Conversations();

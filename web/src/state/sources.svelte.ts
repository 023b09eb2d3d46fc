// The person's sources, and the imports that this page follows.
import { api } from '../api/client';
import type { Circle, Source } from '../api/types';
import { words } from '../words';
import { desk } from './desk.svelte';
import { Import } from './import.svelte';
import { unfollowed } from './imports';
import { messageOf } from './session.svelte';

class Sources {
  list = $state.raw<Source[]>([]);
  circles = $state.raw<Circle[]>([]);
  imports = $state.raw<Import[]>([]);
  removing = $state<string | null>(null);
  trouble = $state('');

  async refresh(): Promise<void> {
    try {
      [this.list, this.circles] = await Promise.all([api.sources(), api.circles()]);
      this.trouble = '';
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  async addFiles(files: File[], audience: string): Promise<void> {
    await Promise.all(files.map((file) => this.#follow(new Import(file.name), api.importFile(file, audience))));
  }

  async addLocation(location: string, audience: string): Promise<void> {
    await this.#follow(new Import(location), api.importLocation(location, audience));
  }

  // Finds what runs already: begun before a reload, on another device, or on the command line.
  async pickUp(): Promise<void> {
    try {
      const followed = this.imports.map((one) => one.id);
      for (const run of unfollowed(await api.imports(), followed)) {
        const one = new Import(words.importUnnamed);
        one.run = run; // Its name and how far it is, before the stream speaks.
        void this.#follow(one, Promise.resolve(run.id));
      }
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }

  async remove(id: string): Promise<void> {
    this.removing = id;
    try {
      await api.deleteSource(id);
      this.list = this.list.filter((source) => source.id !== id);
      desk.forget();
      await this.refresh();
    } catch (error) {
      this.trouble = messageOf(error);
    }
    this.removing = null;
  }

  dismiss(done: Import): void {
    this.imports = this.imports.filter((other) => other !== done);
  }

  // Nothing of one person stays for the next.
  clear(): void {
    for (const one of this.imports) one.leave();
    this.imports = [];
    this.list = [];
    this.circles = [];
    this.trouble = '';
  }

  async #follow(one: Import, start: Promise<string>): Promise<void> {
    this.imports = [one, ...this.imports];
    await one.follow(start);
    if (this.imports.includes(one)) await this.refresh();
  }
}

export const sources = new Sources();

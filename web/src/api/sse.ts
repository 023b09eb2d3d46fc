// Reads text/event-stream as the HTML standard defines it ("Interpreting an event stream"). The browser's EventSource
// can neither POST nor show an error's body, so the stream comes through fetch and is read here.

export interface ServerEvent {
  id: string;
  kind: string;
  data: string;
}

// Takes text in pieces of any size and gives each event once its blank line has come. What the stream ends in
// without a blank line is dropped, as the standard asks: it may be half an event.
export class EventParser {
  #rest = '';
  #kind = '';
  #data: string[] = [];
  #id = '';
  #started = false;

  push(text: string): ServerEvent[] {
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const events: ServerEvent[] = [];
    const whole = this.#rest + text;
    let from = 0;
    for (;;) {
      const end = lineEnd(whole, from);
      if (end === null) break;
      const event = this.#line(whole.slice(from, end.at));
      if (event !== null) events.push(event);
      from = end.next;
    }
    this.#rest = whole.slice(from);
    return events;
  }

  #line(line: string): ServerEvent | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return null; // A comment, which servers send to keep the connection open.
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') this.#kind = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return null;
  }

  #dispatch(): ServerEvent | null {
    const event = { id: this.#id, kind: this.#kind || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0;
    this.#kind = '';
    this.#data = [];
    return empty ? null : event;
  }
}

// A line ends in LF, CR or CRLF. A CR that is the last character so far waits: its LF may be in the next piece.
function lineEnd(text: string, from: number): { at: number; next: number } | null {
  for (let i = from; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit === 10) return { at: i, next: i + 1 };
    if (unit === 13) {
      if (i + 1 === text.length) return null;
      return { at: i, next: text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1 };
    }
  }
  return null;
}

export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const parser = new EventParser();
  const decoder = new TextDecoder(); // Holds back half a character until the rest has come.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Leaving the loop early lets go of the connection; a stream that has failed already needs no second report.
    await reader.cancel().catch(() => undefined);
  }
}

import { describe, expect, it } from 'vitest';
import { EventParser, readEvents, type ServerEvent } from './sse';

const k_stream =
  'id: 1\nevent: status\ndata: {"turn":12}\n\n: keep-alive\n\nid: 2\nevent: text\ndata: {"text":"Grüße 🦀"}\n\n';

function parsed(...pieces: string[]): ServerEvent[] {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

function bodyOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

describe('EventParser', () => {
  it('reads events and passes over comments', () => {
    expect(parsed(k_stream)).toEqual([
      { id: '1', kind: 'status', data: '{"turn":12}' },
      { id: '2', kind: 'text', data: '{"text":"Grüße 🦀"}' },
    ]);
  });

  it('gives the same events however the stream is cut', () => {
    const crlf = k_stream.replaceAll('\n', '\r\n');
    for (const stream of [k_stream, crlf, k_stream.replaceAll('\n', '\r') + 'x']) {
      const whole = parsed(stream);
      expect(whole).toHaveLength(2);
      for (let size = 1; size <= 7; ++size) {
        const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
          stream.slice(i * size, (i + 1) * size),
        );
        expect(parsed(...pieces)).toEqual(whole);
      }
    }
  });

  it('joins data lines with a line feed and takes one space after the colon', () => {
    expect(parsed('data: a\ndata:b\ndata:  c\n\n')).toEqual([{ id: '', kind: 'message', data: 'a\nb\n c' }]);
  });

  it('keeps the last id, but not the last kind', () => {
    expect(parsed('id: 7\nevent: text\ndata: x\n\ndata: y\n\n')).toEqual([
      { id: '7', kind: 'text', data: 'x' },
      { id: '7', kind: 'message', data: 'y' },
    ]);
  });

  it('has no event without data, and drops half an event at the end', () => {
    expect(parsed('event: text\n\nid: 3\ndata: half')).toEqual([]);
  });

  it('passes over a byte order mark and over fields it does not know', () => {
    expect(parsed('\uFEFFdata: x\nretry: 10\nodd\n\n')).toEqual([{ id: '', kind: 'message', data: 'x' }]);
  });
});

describe('readEvents', () => {
  it('puts characters together that were cut in the middle of their bytes', async () => {
    const bytes = new TextEncoder().encode(k_stream);
    const events: ServerEvent[] = [];
    for await (const event of readEvents(bodyOf([...bytes].map((byte) => Uint8Array.of(byte))))) events.push(event);
    expect(events).toEqual(parsed(k_stream));
  });
});

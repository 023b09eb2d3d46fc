import { describe, expect, it } from 'vitest';
import { excerpt, linksOf, passageIn, shownAddress, webAddress } from './passage';

describe('passageIn', () => {
  it('cuts at UTF-16 offsets', () => {
    const text = '🦀 Call Bram, he is good.';
    expect(passageIn(text, { quote: 'Call Bram', quote_start: 3, quote_end: 12 })).toEqual({
      before: '🦀 ',
      quoted: 'Call Bram',
      after: ', he is good.',
    });
  });

  it('finds words that have moved, and says so when they are gone', () => {
    expect(passageIn('Edit: Call Bram', { quote: 'Call Bram', quote_start: 0, quote_end: 9 })?.before).toBe('Edit: ');
    expect(passageIn('Deleted', { quote: 'Call Bram', quote_start: 0, quote_end: 9 })).toBeNull();
  });

  it('shortens at words and leaves the quote whole', () => {
    const passage = { before: 'one two three ', quoted: 'the quote itself', after: ' four five six' };
    expect(excerpt(passage, 8)).toEqual({ before: '…three ', quoted: 'the quote itself', after: ' four…' });
    expect(excerpt(passage, 50)).toEqual(passage);
  });
});

describe('webAddress', () => {
  it('lets http and https through and nothing else', () => {
    expect(webAddress('https://town.example/a b')).toBe('https://town.example/a%20b');
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' JAVASCRIPT:x',
      'file:///etc/passwd',
      '//x',
      '',
      null,
    ]) {
      expect(webAddress(bad)).toBeNull();
    }
    expect(linksOf({ id: 'c1', text: '', links: [{ url: 'vbscript:x', label: 'x' }, 'http://a.example'] })).toEqual([
      { url: 'http://a.example/', label: '' },
    ]);
  });
});

it('an address is shown without the scheme that is expected', () => {
  expect(shownAddress('https://gazette.example/')).toBe('gazette.example');
  expect(shownAddress('https://gazette.example/plumbers/')).toBe('gazette.example/plumbers/');
  expect(shownAddress('http://gazette.example/')).toBe('http://gazette.example/');
});

// The official OpenAI client against a running Familiar with the sample world. Needs FAMILIAR_URL and FAMILIAR_KEY.
// What comes back is held against OpenAI's own schemas, where their archive is at hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import OpenAI from 'openai';

import { expectSchema } from './schemas.mjs';

const url = process.env.FAMILIAR_URL;
const key = process.env.FAMILIAR_KEY;
assert.ok(url && key, 'set FAMILIAR_URL and FAMILIAR_KEY; run.sh does');
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });

const question = 'How much is kayak hire?';
const quote = 'Kayak hire is 18 euro an hour for a single';

function ask(content, more = {}) {
  return client.chat.completions.create({ model: 'familiar', messages: [{ role: 'user', content }], ...more });
}

// The characters that an annotation marks, counted in code points as the API says.
function marked(text, { start_index: start, end_index: end }) {
  return [...text].slice(start, end).join('');
}

function expectCited(text, annotations) {
  assert.match(text, /18 euro/);
  assert.ok(annotations?.length > 0, 'there is no annotation');
  const annotation = annotations.find((one) => one.familiar.quote.startsWith(quote));
  assert.ok(annotation, `no annotation quotes the post: ${JSON.stringify(annotations)}`);
  assert.equal(annotation.type, 'url_citation');
  assert.notEqual(annotation.url_citation.url, '');
  assert.notEqual(marked(text, annotation.url_citation), '');
  assert.equal([...annotation.familiar.quote].length, annotation.familiar.quote_end - annotation.familiar.quote_start);
  assert.equal(annotation.familiar.support, 'quoted');
}

test('the models are listed', async () => {
  const page = await client.models.list();
  const ids = page.data.map((model) => model.id);
  for (const id of ['familiar', 'familiar-fast', 'familiar-thinking', 'familiar-contemplating', 'familiar-shopping']) {
    assert.ok(ids.includes(id), id);
  }
  expectSchema('ListModelsResponse', { object: page.object, data: page.data });
  const one = await client.models.retrieve('familiar-fast');
  assert.equal(one.id, 'familiar-fast');
  expectSchema('Model', one);
});

test('an answer comes with annotations and usage', async () => {
  const { data: completion, response } = await ask(question, { temperature: 0, user: 'somebody' }).withResponse();
  expectSchema('CreateChatCompletionResponse', completion);
  assert.equal(completion.object, 'chat.completion');
  assert.equal(completion.model, 'familiar');
  assert.equal(completion.choices.length, 1);
  assert.equal(completion.choices[0].finish_reason, 'stop');
  expectCited(completion.choices[0].message.content, completion.choices[0].message.annotations);
  const { prompt_tokens: prompt, completion_tokens: answer, total_tokens: total } = completion.usage;
  assert.ok(prompt > 0 && answer > 0 && total === prompt + answer);
  assert.ok(response.headers.get('x-request-id'));
  assert.ok(response.headers.get('x-ratelimit-remaining-requests'));
});

test('a stream says the same as the whole', async () => {
  const whole = await ask(question);
  const stream = await ask(question, { stream: true, stream_options: { include_usage: true } });
  let text = '';
  let usage = null;
  let finish = null;
  const annotations = [];
  for await (const chunk of stream) {
    expectSchema('CreateChatCompletionStreamResponse', chunk);
    usage = chunk.usage ?? usage;
    const choice = chunk.choices[0];
    if (!choice) continue;
    text += choice.delta.content ?? '';
    annotations.push(...(choice.delta.annotations ?? []));
    finish = choice.finish_reason ?? finish;
  }
  assert.equal(text, whole.choices[0].message.content);
  assert.deepEqual(annotations, whole.choices[0].message.annotations);
  assert.equal(finish, 'stop');
  assert.deepEqual(usage, whole.usage);
  expectCited(text, annotations);
});

test('a follow-up is understood from the history', async () => {
  const first = 'Who takes over the library?';
  const answer = await ask(first);
  assert.match(answer.choices[0].message.content, /Aoife/);
  const second = await client.chat.completions.create({
    model: 'familiar',
    messages: [
      { role: 'system', content: 'You are helpful.' },
      { role: 'user', content: first },
      { role: 'assistant', content: answer.choices[0].message.content },
      { role: 'user', content: [{ type: 'text', text: 'When does she start?' }] },
    ],
  });
  assert.match(second.choices[0].message.content, /July/);
});

test('a client may leave in the middle', async () => {
  const stream = await ask(question, { stream: true });
  for await (const chunk of stream) {
    assert.ok(chunk.id);
    break;
  }
  assert.ok((await client.models.list()).data.length > 0);
});

const user = { role: 'user', content: 'Hello' };
const wrong = [
  ['an unknown model', { model: 'gpt-4o', messages: [user] }, OpenAI.NotFoundError, 'model'],
  ['no messages', { model: 'familiar', messages: [] }, OpenAI.BadRequestError, 'messages'],
  ['two choices', { model: 'familiar', n: 2, messages: [user] }, OpenAI.BadRequestError, 'n'],
  [
    'a picture',
    {
      model: 'familiar',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }] }],
    },
    OpenAI.BadRequestError,
    'messages[0].content[0]',
  ],
];
for (const [name, body, kind, param] of wrong) {
  test(`${name} is refused by name`, async () => {
    await assert.rejects(client.chat.completions.create(body), (error) => {
      assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
      assert.equal(error.param, param);
      expectSchema('ErrorResponse', { error: error.error });
      return true;
    });
  });
}

test('a wrong key is refused', async () => {
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'fam_guess', maxRetries: 0 });
  await assert.rejects(stranger.models.list(), (error) => {
    assert.ok(error instanceof OpenAI.AuthenticationError);
    assert.equal(error.code, 'invalid_api_key');
    return true;
  });
});

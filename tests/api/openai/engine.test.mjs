// The official OpenAI client against a running Familiar that asks a scripted model (engine.script). Needs FAMILIAR_URL
// and FAMILIAR_KEY; run.sh sets them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import OpenAI from 'openai';

import { expectSchema } from './schemas.mjs';

const url = process.env.FAMILIAR_URL;
const key = process.env.FAMILIAR_KEY;
assert.ok(url && key, 'set FAMILIAR_URL and FAMILIAR_KEY; run.sh does');
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const { function: flat, ...rest } = weather;
const flat_weather = { ...rest, ...flat, strict: false };
const red = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

const ask = (content, more = {}) =>
  client.chat.completions.create({ model: 'familiar-fast', messages: [{ role: 'user', content }], ...more });
const respond = (input, more = {}) => client.responses.create({ model: 'familiar-fast', input, ...more });

test('prose is cited and checked, and what is made up is taken out', async () => {
  const completion = await ask('Tell me about kayak hire and Sundays, please');
  expectSchema('CreateChatCompletionResponse', completion);
  const [{ message }] = completion.choices;
  assert.match(message.content, /18 euro an hour/);
  assert.doesNotMatch(message.content, /\[99\]|evil\.example/);
  const cited = message.annotations.filter((one) => one.familiar.support !== 'unsupported');
  assert.ok(cited.length > 0);
  assert.match(cited[0].familiar.quote, /18 euro/);
  const usage = completion.usage;
  assert.ok(usage.prompt_tokens > 100, 'the prompt holds rules and sources');
  assert.ok(usage.completion_tokens > 10);
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
});

test('a stream says the same as the whole, with usage at its end', async () => {
  const whole = await ask('Tell me about kayak hire and Sundays, please');
  const stream = await ask('Tell me about kayak hire and Sundays, please', {
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let chunks = 0;
  let usage = null;
  const annotations = [];
  for await (const chunk of stream) {
    expectSchema('CreateChatCompletionStreamResponse', chunk);
    usage = chunk.usage ?? usage;
    const delta = chunk.choices[0]?.delta;
    if (delta?.content) ++chunks;
    text += delta?.content ?? '';
    annotations.push(...(delta?.annotations ?? []));
  }
  assert.equal(text, whole.choices[0].message.content);
  assert.deepEqual(annotations, whole.choices[0].message.annotations);
  assert.ok(chunks > 3, 'text comes while it is written');
  assert.equal(usage.completion_tokens, whole.usage.completion_tokens);
});

test('tools of the client are passed to the model, and their results back to it', async () => {
  const question = { role: 'user', content: 'How is the weather in Lisbon today?' };
  const first = await client.chat.completions.create({
    model: 'familiar',
    messages: [{ role: 'system', content: 'Be brief.' }, question],
    tools: [weather],
    tool_choice: 'auto',
  });
  expectSchema('CreateChatCompletionResponse', first);
  const [{ message, finish_reason }] = first.choices;
  assert.equal(finish_reason, 'tool_calls');
  assert.equal(message.content, null);
  assert.equal(message.tool_calls[0].function.name, 'get_weather');
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'Lisbon' });
  const second = await client.chat.completions.create({
    model: 'familiar',
    messages: [question, message, { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '21 degrees' }],
    tools: [weather],
  });
  assert.equal(second.choices[0].finish_reason, 'stop');
  assert.match(second.choices[0].message.content, /21 degrees/);
});

test('streamed calls of tools come whole', async () => {
  const stream = client.chat.completions.stream({
    model: 'familiar',
    messages: [{ role: 'user', content: 'How is it in two cities?' }],
    tools: [weather],
  });
  const { choices } = await stream.finalChatCompletion();
  assert.equal(choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(
    choices[0].message.tool_calls.map((call) => JSON.parse(call.function.arguments).city),
    ['Lisbon', 'Porto'],
  );
});

test('pictures reach a model that sees', async () => {
  const completion = await ask([
    { type: 'text', text: 'Please say what is on the picture' },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${red}` } },
  ]);
  assert.match(completion.choices[0].message.content, /red square/);
  await assert.rejects(
    ask([
      { type: 'text', text: 'And this?' },
      { type: 'image_url', image_url: { url: 'https://example.org/secret.png' } },
    ]),
    (error) => error instanceof OpenAI.BadRequestError && error.param === 'messages[0].content[1]',
  );
});

test('a format is passed on, and a limit that was reached is said', async () => {
  const json = await ask('The colour as JSON', { response_format: { type: 'json_object' } });
  assert.deepEqual(JSON.parse(json.choices[0].message.content), { colour: 'red' });
  const cut = await ask('Recite zyxwv until it is too long', { max_completion_tokens: 3 });
  assert.equal(cut.choices[0].finish_reason, 'length');
});

test('effort chooses the mode, and thoughts stay private', async () => {
  const completion = await client.chat.completions.create({
    model: 'familiar',
    reasoning_effort: 'high',
    messages: [{ role: 'user', content: 'Please think about kayaks' }],
  });
  assert.doesNotMatch(JSON.stringify(completion), /mentioned in one post/);
  assert.match(completion.choices[0].message.content, /18 euro/);
  assert.ok(completion.usage.completion_tokens_details.reasoning_tokens > 0);
});

test('a response has its text, annotations and usage', async () => {
  const response = await respond('Tell me about kayak hire and Sundays, please', { instructions: 'Be brief.' });
  expectSchema('Response', response);
  assert.equal(response.status, 'completed');
  assert.match(response.output_text, /18 euro/);
  const annotations = response.output[0].content[0].annotations;
  assert.equal(annotations[0].type, 'url_citation');
  assert.ok(annotations[0].end_index > annotations[0].start_index);
  assert.equal(response.usage.total_tokens, response.usage.input_tokens + response.usage.output_tokens);
});

test('a streamed response tells the same', async () => {
  const whole = await respond('Tell me about kayak hire and Sundays, please');
  const stream = await respond('Tell me about kayak hire and Sundays, please', { stream: true });
  let text = '';
  let last = null;
  const kinds = [];
  let sequence = -1;
  for await (const event of stream) {
    assert.equal(event.sequence_number, ++sequence);
    kinds.push(event.type);
    if (event.type === 'response.output_text.delta') text += event.delta;
    last = event;
  }
  assert.equal(text, whole.output_text);
  assert.deepEqual(kinds.slice(0, 4), [
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
  ]);
  assert.equal(last.type, 'response.completed');
  expectSchema('Response', last.response);
  assert.deepEqual(last.response.output[0].content, whole.output[0].content);
});

test('functions of a response are called and answered', async () => {
  const question = { role: 'user', content: 'How is the weather in Lisbon today?' };
  const first = await respond([question], { tools: [flat_weather] });
  expectSchema('Response', first);
  const call = first.output.find((item) => item.type === 'function_call');
  assert.deepEqual(JSON.parse(call.arguments), { city: 'Lisbon' });
  const second = await respond(
    [question, call, { type: 'function_call_output', call_id: call.call_id, output: '21 degrees' }],
    { tools: [flat_weather] },
  );
  assert.match(second.output_text, /21 degrees/);
});

test('an engine that breaks off fails this answer and not the next', async () => {
  await assert.rejects(ask('Please break off here'), (error) => {
    assert.ok(error instanceof OpenAI.InternalServerError, error.constructor.name);
    expectSchema('ErrorResponse', { error: error.error });
    return true;
  });
  const next = await ask('Tell me about kayak hire and Sundays, please');
  assert.match(next.choices[0].message.content, /18 euro/);
});

test('an engine that is busy is done without, and that is no secret', async () => {
  const completion = await ask('busy engine: who takes over the library?');
  assert.match(completion.choices[0].message.content, /Aoife|nothing/);
});

test('a client that leaves stops its answer', async () => {
  const controller = new AbortController();
  const stream = await ask('Tell me slowly', { stream: true }, { signal: controller.signal });
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content) break;
  }
  controller.abort();
  const next = await ask('Tell me about kayak hire and Sundays, please');
  assert.match(next.choices[0].message.content, /18 euro/);
});

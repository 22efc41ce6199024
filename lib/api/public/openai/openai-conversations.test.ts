import OpenAI, { BadRequestError, NotFoundError } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { allOf } from '../../testing/all-of'
import { type ServedApp, serveApp } from '../../testing/served-app'

const MODEL = 'talker'
let served: ServedApp
let client: OpenAI
beforeAll(async () => {
  served = await serveApp(MODEL)
  client = clientFor()
}, 60_000)
afterAll(() => served.close())

function clientFor(headers: Record<string, string> = {}): OpenAI {
  const options = { apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 }
  return new OpenAI({ ...options, defaultHeaders: headers })
}

test('lets the openai package create a conversation, continue it by responses, list and delete it', async () => {
  const conversation = await client.conversations.create()
  expect(conversation).toMatchObject({ object: 'conversation', metadata: {} })
  const request = (input: string) => client.responses.create({ model: MODEL, input, conversation: conversation.id })
  const first = await request('one')
  expect(first.conversation).toEqual({ id: conversation.id })
  await request('two')
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two'])
  expect(await client.conversations.retrieve(conversation.id)).toEqual(conversation)

  const textsOf = async (limit: number) =>
    (await allOf(client.conversations.items.list(conversation.id, { limit }))).map((item) =>
      'content' in item && Array.isArray(item.content) && item.content[0] && 'text' in item.content[0]
        ? item.content[0].text
        : null,
    )
  const newestFirst = ['You said: two', 'two', 'You said: one', 'one']
  for (const limit of [1, 2, 3, 20]) expect(await textsOf(limit)).toEqual(newestFirst)
  // Its items can be referenced.
  const [item] = await allOf(client.conversations.items.list(conversation.id))
  const reference = { type: 'item_reference' as const, id: item && 'id' in item ? String(item.id) : '' }
  await client.responses.create({ model: MODEL, input: [reference, { role: 'user', content: 'three' }] })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['You said: two', 'three'])

  const deleted = { id: conversation.id, object: 'conversation.deleted', deleted: true }
  expect(await client.conversations.delete(conversation.id)).toEqual(deleted)
  await expect(client.conversations.retrieve(conversation.id)).rejects.toThrow(NotFoundError)
})

test('hides conversations of another end user, and rejects or names content that cannot be stored', async () => {
  const [ann, bob] = [clientFor({ 'patchbay-end-user': 'ann' }), clientFor({ 'patchbay-end-user': 'bob' })]
  const { id } = await ann.conversations.create()
  expect((await ann.conversations.retrieve(id)).id).toBe(id)
  for (const attempt of [
    () => bob.conversations.retrieve(id),
    () => bob.conversations.delete(id),
    () => allOf(bob.conversations.items.list(id)),
    () => client.conversations.retrieve(newId()),
    () => client.conversations.retrieve('conv_nope'),
  ])
    await expect(attempt()).rejects.toThrow(NotFoundError)
  const message = { type: 'message' as const, role: 'user' as const, content: 'x' }
  await expect(client.conversations.create({ items: [message] })).rejects.toThrow(/begins empty/)
  await expect(client.conversations.items.create(id, { items: [message] })).rejects.toThrow(BadRequestError)
  const { response } = await client.conversations.create({ metadata: { topic: 'demo' } }).withResponse()
  expect(response.headers.get('x-patchbay-ignored')).toBe('metadata')
})

test('lists the existing addresses for an unknown one', async () => {
  await expect(client.moderations.create({ input: 'x' })).rejects.toMatchObject({
    status: 404,
    code: 'unknown_url',
    message: expect.stringContaining('embeddings'),
  })
})

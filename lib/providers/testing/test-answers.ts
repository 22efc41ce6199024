import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from './collect'
import type { ConformanceCase } from './conformance-case'
import { type ChatAnswer, type Conformance, MODEL_IDS, startConformance, streamOf } from './conformance-server'

const USAGE = { inputTokens: 20, outputTokens: 5, cachedInputTokens: 12 }
const PIXEL = { mediaType: 'image/png', base64: 'iVBORw0KGgo=' }
const SCHEMA = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }
const TOOLS = ['add', 'now'].map((name) => ({
  name,
  description: name,
  parameters: { type: 'object', properties: {} },
}))

/** Successful responses. */
export function testAnswers(conformanceCase: ConformanceCase): void {
  const { dialect } = conformanceCase
  let running: Conformance | undefined
  afterEach(() => running?.server.close())
  const start = async (answer: ChatAnswer) => {
    running = await startConformance(conformanceCase, answer)
    return running
  }

  test('streams text, counts tokens including cached ones, and sends its key in the expected way', async () => {
    const { client, connection, chatRequests } = await start(
      streamOf(conformanceCase, dialect.text(['Hel', 'lo ✓'], USAGE)),
    )
    const { text, chunks, error } = await collect(client.chat(connection, callOf()))
    expect([error, text]).toEqual([null, 'Hello ✓'])
    const cached = conformanceCase.cached ? conformanceCase.cached(USAGE) : USAGE.cachedInputTokens
    const counted = { inputTokens: USAGE.inputTokens, outputTokens: USAGE.outputTokens }
    expect(chunks.find(({ type }) => type === 'usage')).toEqual({
      type: 'usage',
      ...counted,
      ...(cached === null ? {} : { cachedInputTokens: cached }),
    })
    expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'stop' })
    const headers = chatRequests()[0]?.headers ?? {}
    for (const [name, value] of Object.entries(conformanceCase.headers)) {
      if (typeof value === 'string') expect([name, headers[name]]).toEqual([name, value])
      else expect(String(headers[name])).toMatch(value)
    }
  })

  test('assembles parallel tool calls', async () => {
    const parts = dialect.toolCalls([
      { id: 'call-a', name: 'add', pieces: ['{"x":', '1}'] },
      { id: 'call-b', name: 'now', pieces: ['{}'] },
    ])
    const { client, connection, sentBody } = await start(streamOf(conformanceCase, parts))
    const { chunks } = await collect(client.chat(connection, callOf({ tools: TOOLS })))
    const calls = chunks.flatMap((chunk) => (chunk.type === 'tool-call' ? [chunk.call] : []))
    expect(calls.map(({ name, arguments: input }) => [name, input])).toEqual([
      ['add', { x: 1 }],
      ['now', {}],
    ])
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
    expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' })
    expect(dialect.sent.toolNames(sentBody())).toEqual(['add', 'now'])
  })

  test('requests JSON with a schema, and returns it as text', async () => {
    const { client, connection, sentBody } = await start(streamOf(conformanceCase, dialect.structured('{"total":3}')))
    const { text, error } = await collect(client.chat(connection, callOf({ responseSchema: SCHEMA })))
    expect([error, text]).toEqual([null, '{"total":3}'])
    const sent = dialect.sent.schema(sentBody())
    if (conformanceCase.hasNoSchema) expect(sent).toBeNull()
    else expect(sent).toMatchObject(SCHEMA)
  })

  test.skipIf(conformanceCase.hasNoVision)('sends an image to the model', async () => {
    const { client, connection, sentBody } = await start(streamOf(conformanceCase, dialect.text(['A pixel.'], USAGE)))
    const messages = [{ role: 'user' as const, content: 'What is this?', images: [PIXEL] }]
    const { text } = await collect(client.chat(connection, callOf({ messages })))
    expect([text, dialect.sent.images(sentBody())]).toEqual(['A pixel.', [PIXEL]])
  })

  test('lists usable models with their abilities', async () => {
    const { client, connection } = await start(streamOf(conformanceCase, dialect.text(['ok'], USAGE)))
    const signal = AbortSignal.timeout(5_000)
    const fields =
      conformanceCase.modelsPath === null ? { ...connection.fields, models: MODEL_IDS.join(', ') } : connection.fields
    const models = await client.listModels({ ...connection, fields }, signal)
    for (const name of conformanceCase.modelIds ?? ['m'])
      expect(models.find(({ id }) => id === name)?.ability).toBe('chat')
    expect(models.find(({ id }) => id === 'text-embedding-x')?.ability ?? 'embed').toBe('embed')
  })

  test('passes an unknown tool call to the engine, which repairs or ends it', async () => {
    const parts = dialect.toolCalls([{ id: 'call-a', name: 'no_such_tool', pieces: ['{}'] }])
    const { client, connection } = await start(streamOf(conformanceCase, parts))
    const { chunks, error } = await collect(client.chat(connection, callOf({ tools: TOOLS })))
    expect(error).toBeNull()
    expect(chunks.find(({ type }) => type === 'tool-call')).toMatchObject({ call: { name: 'no_such_tool' } })
  })
}

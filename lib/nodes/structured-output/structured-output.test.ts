import { expect, test } from 'vitest'
import { builtinOnly, scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const schema = {
  type: 'object',
  properties: { total: { type: 'number' }, code: { type: 'string', pattern: '^[A-Z]{2}$' } },
  required: ['total'],
  additionalProperties: false,
}
const graph = chatApp(
  [{ id: 's', type: 'structured-output', config: { schema } }],
  ['in.message -> s.prompt', 's.json -> out.text', 's.json -> out.data'],
)
const run = (texts: string[]) => {
  const { models, requests } = scriptedModel(texts.map((text) => ({ text })))
  return runApp(graph, { inputs: { message: 'It is 3 euros' }, ports: { models } }).then((ran) => ({
    ...ran,
    requests,
  }))
}

test('returns JSON that fits the schema, including from a code fence or a sentence', async () => {
  expect((await run(['{"total":3}'])).outputs?.data).toEqual({ total: 3 })
  expect((await run(['```json\n{"total":4,"code":"EU"}\n```'])).outputs?.data).toEqual({ total: 4, code: 'EU' })
  expect((await run(['Here you are: {"total":5}. Bye'])).outputs?.data).toEqual({ total: 5 })
})

test('requests one repair that names the problems', async () => {
  const { outputs, requests } = await run(['{"total":"three"}', '{"total":3}'])
  expect([outputs?.data, requests.length]).toEqual([{ total: 3 }, 2])
  expect(requests[1]?.messages.at(-1)?.content).toContain('/total must be number, but is a string.')
})

test('fails after a second mismatch, naming the paths, without a third attempt', async () => {
  const { error, requests } = await run(['no', '{"total":1,"code":"x","more":1}'])
  expect([error?.code, requests.length]).toEqual(['INVALID_INPUT', 2])
  expect(error?.message).toMatch(/\/code must match the pattern.*\/more is not in the schema/)
})

test('rejects a reserved key in the answer', async () => {
  expect((await run(['{"__proto__":{"polluted":1},"total":1}'])).error?.code).toBe('INVALID_INPUT')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('explains that the built-in quotes cannot do it', async () => {
  const { error } = await runApp(graph, { inputs: { message: 'x' }, ports: { models: builtinOnly() } })
  expect(error?.message).toMatch(/Structured output requires a language model/)
})

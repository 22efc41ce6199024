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

test('gives JSON that fits the schema, also out of a fence or a sentence', async () => {
  expect((await run(['{"total":3}'])).outputs?.data).toEqual({ total: 3 })
  expect((await run(['```json\n{"total":4,"code":"EU"}\n```'])).outputs?.data).toEqual({ total: 4, code: 'EU' })
  expect((await run(['Here you are: {"total":5}. Bye'])).outputs?.data).toEqual({ total: 5 })
})

test('asks once to repair, saying what is wrong', async () => {
  const { outputs, requests } = await run(['{"total":"three"}', '{"total":3}'])
  expect([outputs?.data, requests.length]).toEqual([{ total: 3 }, 2])
  expect(requests[1]?.messages.at(-1)?.content).toContain('/total must be number, but is a string.')
})

test('a second misfit is an error that names the places, and there is no third try', async () => {
  const { error, requests } = await run(['no', '{"total":1,"code":"x","more":1}'])
  expect([error?.code, requests.length]).toEqual(['INVALID_INPUT', 2])
  expect(error?.message).toMatch(/\/code must match the pattern.*\/more is not in the schema/)
})

test('T31 a reserved key in the answer is no answer', async () => {
  expect((await run(['{"__proto__":{"polluted":1},"total":1}'])).error?.code).toBe('INVALID_INPUT')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('the built-in quotes cannot do it, and it says so', async () => {
  const { error } = await runApp(graph, { inputs: { message: 'x' }, ports: { models: builtinOnly() } })
  expect(error?.message).toMatch(/Structured output needs a language model/)
})

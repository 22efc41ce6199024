import { expect, test } from 'vitest'
import { c1, ends, fixOf, found, gpt, messageOf, node, place } from '../testing/lint-graph'

const nodes = [...ends, node('model', 'chat-model', { model: gpt, maxOutputTokens: 2_000 })]
const edges = ['in.message > model.prompt', 'model.text > out.text']
const second = { connection: c1, model: 'other' }

test('offers a route that starts with the model as fallback, unless errors are handled', () => {
  const routes = [{ name: 'Steady', targets: [gpt, second] }]
  const [issue] = found('NO_FALLBACK', nodes, edges, { rules: { routes } })
  expect(fixOf(issue)).toBe('Use “Steady”')
  expect(issue?.fix?.change).toMatchObject({ value: { connection: 'route', model: 'Steady' } })
  const routed = [...ends, node('model', 'chat-model', { model: { connection: 'route', model: 'Steady' } })]
  expect(found('NO_FALLBACK', routed, edges, { rules: { routes } })).toEqual([])
  const caught = [...ends, node('model', 'chat-model', { model: gpt }, { policy: { onError: 'port' } })]
  expect(found('NO_FALLBACK', caught, edges)).toEqual([])
  expect(found('NO_FALLBACK', [...ends, node('model', 'chat-model')], edges)).toEqual([])
})

test.each([
  ['2026-11-01', 'was switched off on 2026-11-01'],
  ['2027-01-31', 'will be switched off on 2027-01-31'],
  ['2027-06-01', undefined],
  [null, undefined],
])('warns of a model that was or will soon be switched off: %s', (retiresOn, words) => {
  const catalogModel = { provider: 'openai', model: 'gpt', contextTokens: null, retiresOn, replacement: 'gpt-new' }
  const [issue] = found('MODEL_RETIRES', nodes, edges, { models: [catalogModel] })
  if (words === undefined) return expect(issue).toBeUndefined()
  expect(messageOf(issue)).toMatch(words)
  expect(issue?.fix?.change).toMatchObject({ value: { connection: c1, model: 'gpt-new' } })
  // At another base URL the name does not identify the model.
  const elsewhere = { connections: [{ id: c1, ...place, isElsewhere: true }] }
  expect(found('MODEL_RETIRES', nodes, edges, { models: [catalogModel], rules: elsewhere })).toEqual([])
})

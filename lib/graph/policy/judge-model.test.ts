import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { judgeModel } from './judge-model'
import type { ModelRules } from './model-rules'

const rules: ModelRules = {
  policy: { licences: ['apache-2.0'], privateMode: null },
  defaultChat: { connection: 'c2', model: 'closed' },
  connections: [
    { id: 'c1', name: 'One', provider: 'mistral', host: 'api.mistral.ai', region: null },
    { id: 'c2', name: 'Two', provider: 'openai', host: 'api.openai.com', region: 'eu' },
  ],
  known: [
    { provider: 'mistral', model: 'open', licence: 'apache-2.0', dataUse: null, region: ['eu'] },
    { provider: 'openai', model: 'closed', licence: 'proprietary', dataUse: null, region: ['us'] },
    { provider: 'openai', model: '*', licence: null, dataUse: 'no-training', region: ['us'] },
  ],
  routes: [
    {
      name: 'mixed',
      targets: [
        { connection: 'c1', model: 'open' },
        { connection: 'c2', model: 'closed' },
      ],
    },
    { name: 'fine', targets: [{ connection: 'c1', model: 'open' }] },
    { name: 'over', targets: [{ connection: 'trained', model: 'mine' }] },
    { name: 'circle', targets: [{ connection: 'route', model: 'circle' }] },
  ],
  trained: [{ name: 'mine', targets: [{ connection: 'c2', model: 'closed' }] }],
}
const judge = (connection: string, model: string, overrides: Partial<ModelRules> = {}) =>
  judgeModel({ ...rules, ...overrides }, { connection, model }).map(({ text }) => addEnglish(text).message)

test("checks a connection's model against the known facts", () => {
  expect([judge('c1', 'open'), judge('builtin', 'extractive'), judge('gone', 'x')]).toEqual([[], [], []])
  expect(judge('c2', 'closed')).toHaveLength(1)
})

test('forbids an unknown model if a license is required', () => {
  expect(judge('c1', 'brand-new')).toEqual([expect.stringContaining('its license is not known')])
})

test('checks every target of a route, including those of trained names, and stops at cycles', () => {
  expect([judge('route', 'fine'), judge('route', 'gone'), judge('route', 'circle')]).toEqual([[], [], []])
  expect(judge('route', 'mixed')).toEqual([
    expect.stringMatching(
      /^The route “mixed” leads to it: The model “closed” is not allowed: its license is proprietary/,
    ),
  ])
  expect(judge('route', 'over')).toEqual([expect.stringContaining('The trained model “mine” leads to it')])
})

test('resolves the default model', () => {
  expect(judge('auto', 'auto')).toHaveLength(1)
  expect(judge('auto', 'auto', { defaultChat: null })).toEqual([])
})

test("prefers the connection's region to the provider's", () => {
  const policy = { regions: ['eu'], privateMode: null }
  expect(judge('c2', 'closed', { policy })).toEqual([])
  expect(judge('c2', 'anything', { policy })).toEqual([])
  const elsewhere = rules.connections.map((connection) => ({ ...connection, region: null }))
  expect(judge('c2', 'anything', { policy, connections: elsewhere })).toHaveLength(1)
})

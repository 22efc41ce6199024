import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { addEnglishToIssue } from '../add-english-to-issue'
import { compile } from '../compile'
import type { GraphNode } from '../graph'
import type { ModelRules } from '../policy/model-rules'
import { sampleGraph } from '../testing/sample-graph'
import { validate } from '../validate'

const id = '00000000-0000-7000-8000-000000000001'
const rules = (policy: Partial<ModelRules['policy']>): ModelRules => ({
  policy: { privateMode: null, ...policy },
  defaultChat: { connection: id, model: 'gpt' },
  connections: [{ id, name: 'C', provider: 'openai', host: 'api.openai.com', region: null }],
  known: [],
  routes: [],
  trained: [],
})

function node(name: string, type: string, config: JsonObject = {}): GraphNode {
  const manifest = manifestOf(type)
  return { id: name, type, version: manifest?.version ?? 1, label: name, config, position: { x: 0, y: 0 } }
}
const chat = (config: JsonObject = {}) => [
  node('in', 'input'),
  node('model', 'chat-model', config),
  node('out', 'answer'),
]
const issuesOf = (nodes: GraphNode[], policy: Partial<ModelRules['policy']>) =>
  validate(sampleGraph(nodes), manifestOf, rules(policy))
    .filter(({ code }) => code.endsWith('_FORBIDDEN'))
    .map(({ code, nodeId, path }) => [code, nodeId, path])

test('reports a forbidden model as an error on its node, including the default model', () => {
  const selected = chat({ model: { connection: id, model: 'gpt' } })
  expect(issuesOf(selected, { providers: ['mistral'] })).toEqual([['MODEL_FORBIDDEN', 'model', 'model']])
  expect(issuesOf(chat(), { providers: ['mistral'] })).toEqual([['MODEL_FORBIDDEN', 'model', 'model']])
  expect(issuesOf(selected, { providers: ['openai'] })).toEqual([])
})

test('explains the problem and the solution', () => {
  const found = validate(sampleGraph(chat()), manifestOf, rules({ providers: [] }))
  const issue = found.find(({ code }) => code === 'MODEL_FORBIDDEN')
  expect(issue && addEnglishToIssue(issue)).toMatchObject({
    severity: 'error',
    message:
      '“model”: The model “gpt” is not allowed: its provider is openai, and this workspace allows no providers at all. Choose another model, or ask an owner to change the model policy.',
  })
})

test('ignores models that a node does not use', () => {
  const byExamples = [node('in', 'input'), node('sort', 'classifier'), node('out', 'answer')]
  expect(issuesOf(byExamples, { providers: [] })).toEqual([])
  const byModel = [node('sort', 'classifier', { mode: 'model' })]
  expect(issuesOf(byModel, { providers: [] })).toEqual([['MODEL_FORBIDDEN', 'sort', 'model']])
  expect(issuesOf([{ ...node('model', 'chat-model'), disabled: true }], { providers: [] })).toEqual([])
})

test('requires literal addresses to be listed in private mode', () => {
  const http = (url: string) => [node('call', 'http', { url })]
  const privateMode = { hosts: ['api.corp.example', 'api.openai.com'] }
  expect(issuesOf(http('https://evil.example/x'), { privateMode })).toEqual([['HOST_FORBIDDEN', 'call', 'url']])
  expect(issuesOf(http('https://api.corp.example/x'), { privateMode })).toEqual([])
  expect(issuesOf(http('https://evil.example/x'), {})).toEqual([])
  expect(issuesOf([node('tools', 'mcp-tools', { url: 'http://mcp.test:9/mcp' })], { privateMode })).toEqual([
    ['HOST_FORBIDDEN', 'tools', 'url'],
  ])
})

test('forbids nothing without rules, and fails compilation with them', () => {
  const graph = sampleGraph(chat({ model: { connection: id, model: 'gpt' } }), [
    'in.message > model.prompt',
    'model.text > out.text',
  ])
  const withRules = compile({ graph, manifests: manifestOf, models: rules({ providers: [] }) })
  expect('issues' in withRules ? withRules.issues.map(({ code }) => code) : []).toEqual(['MODEL_FORBIDDEN'])
  const plain = compile({ graph, manifests: manifestOf })
  expect('issues' in plain ? plain.issues : []).toEqual([])
  expect(plain.ok).toBe(true)
})

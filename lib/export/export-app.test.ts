import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { exportApp } from './export-app'
import type { ExportSources } from './project'

const EDGES = ['in.message -> x.text', 'x.result -> out.text']
const sources = (overrides: Partial<ExportSources> = {}): ExportSources => ({
  model: () => null,
  knowledgeBaseName: () => null,
  app: () => null,
  scriptProblem: () => null,
  ...overrides,
})

function exported(graph: Graph, overrides: Partial<ExportSources> = {}) {
  return exportApp({ appId: 'app', name: 'My app', description: '', version: 3, graph }, sources(overrides))
}

function contentOf(result: ReturnType<typeof exported>, path: string): string {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.files.find((file) => file.path === path)?.content ?? ''
}

test('reports every node that cannot be exported at once', () => {
  const graph = chatApp(
    [
      { id: 'x', type: 'code', config: { code: 'return }' } },
      { id: 'm', type: 'chat-model', config: { model: { connection: 'builtin', model: 'extractive' } } },
      { id: 's', type: 'sub-app', config: { appId: 'gone' } },
    ],
    [
      'in.message -> x.text',
      'in.message -> m.prompt',
      'in.message -> s.message',
      'x.result -> out.data',
      'm.text -> out.text',
      's.text -> out.text',
    ],
  )
  const result = exported(graph, { scriptProblem: () => 'Unexpected "}"' })
  expect(result.ok ? [] : result.problems.map(({ nodeId, message }) => `${nodeId}: ${message}`)).toEqual([
    'x: Its code is not valid JavaScript: Unexpected "}"',
    'm: Without passages, the built-in answerer has nothing to quote from. Choose a language model.',
    's: The app that it runs is not published.',
  ])
})

test('rejects a graph that has problems', () => {
  const result = exported({ schemaVersion: 1, nodes: [], edges: [] })
  expect(result.ok ? [] : result.problems.length).toBeGreaterThan(0)
})

test('rejects an app that runs itself through another one', () => {
  const inner = (appId: string) =>
    chatApp([{ id: 's', type: 'sub-app', config: { appId } }], ['in.message -> s.message', 's.text -> out.text'])
  const apps = { a: inner('b'), b: inner('a') }
  const result = exported(inner('a'), {
    app: (appId) => (appId === 'a' || appId === 'b' ? { name: appId, description: '', graph: apps[appId] } : null),
  })
  expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
    'An app cannot run itself, directly or through others.',
  ])
  const itself = exported(inner('app'), { app: () => ({ name: 'My app', description: '', graph: inner('app') }) })
  expect(itself.ok).toBe(false)
})

test('environment variables of the workspace become those of the process', () => {
  const say = { id: 'say', type: 'template', config: { text: '{{env.REGION}}: {{env.LIMITS.max}}' } }
  const result = exported(chatApp([say], ['in.message -> say.when', 'say.text -> out.text']))
  expect(contentOf(result, '.env.example')).toContain('REGION=')
  expect(result.ok && result.files.some(({ content }) => content.includes("'REGION'"))).toBe(true)
})

test('keys and secrets become environment variables, listed without values', () => {
  const graph = chatApp(
    [
      {
        id: 'h',
        type: 'http',
        config: { url: 'https://api.example.com/x', secret: 'Shop key', secretHeader: 'X-Key', secretPrefix: '' },
      },
      { id: 'm', type: 'chat-model', config: { model: { connection: 'c2', model: 'big' } } },
      { id: 'n', type: 'chat-model' },
    ],
    [
      'in.message -> m.prompt',
      'in.message -> n.prompt',
      'm.text -> out.text',
      'n.text -> out.text',
      'h.text -> out.text',
    ],
  )
  const result = exported(graph, {
    model: ({ connection, model }) => ({
      provider: 'openai-compatible',
      model: connection === 'auto' ? 'small' : model,
      connectionName: connection === 'auto' ? 'First' : 'Second server',
      baseUrl: 'http://models.internal/v1',
    }),
  })
  expect(contentOf(result, 'src/nodes/h.ts')).toContain("'x-key': requireEnv('SHOP_KEY')")
  const variables = contentOf(result, '.env.example').match(/^[A-Z_]+=.*$/gm)
  expect(variables).toEqual([
    'SHOP_KEY=',
    'OPENAI_API_KEY=',
    'OPENAI_BASE_URL=http://models.internal/v1',
    'MODEL=small',
    'SECOND_SERVER_API_KEY=',
    'SECOND_SERVER_BASE_URL=http://models.internal/v1',
  ])
})

test('the README lists the differences for the exported steps only', () => {
  const readme = contentOf(exported(chatApp([{ id: 'x', type: 'code' }], EDGES)), 'README.md')
  expect(readme).toContain('Code steps run as plain JavaScript')
  expect(readme).toContain('Runs are not durable')
  expect(readme).not.toContain('BM25')
})

test('notes of the canvas become comments that cannot end early', () => {
  const graph = chatApp(
    [
      { id: 'x', type: 'code' },
      { id: 'n', type: 'note', config: { text: 'Mind this\n*/ evil()' } },
    ],
    EDGES,
  )
  expect(contentOf(exported(graph), 'src/graph.ts')).toContain('// Mind this * / evil()\n')
})

test('includes only what the steps need', () => {
  const result = exported(chatApp([{ id: 'x', type: 'code' }], EDGES))
  const files = result.ok ? result.files.map(({ path }) => path).filter((path) => path.startsWith('src/lib/')) : []
  expect(files).toEqual(['src/lib/LICENSE', 'src/lib/input.ts', 'src/lib/values.ts'])
  expect(Object.keys(JSON.parse(contentOf(result, 'package.json')).dependencies)).toEqual([
    '@langchain/core',
    '@langchain/langgraph',
  ])
})

test('uses separate variables for secrets with similar names or with the name of a setting', () => {
  const send = (id: string, secret: string) => ({ id, type: 'http', config: { url: 'https://example.com', secret } })
  const secrets = ['shop key', 'SHOP-KEY', 'OPENAI_API_KEY', 'Model']
  const graph = chatApp(
    secrets.map((secret, index) => send(`h${index}`, secret)),
    ['in.message -> out.text', ...secrets.map((_, index) => `h${index}.text -> out.text`)],
  )
  const names = secrets.map(
    (_, index) => /requireEnv\('(\w+)'\)/.exec(contentOf(exported(graph), `src/nodes/h${index}.ts`))?.[1],
  )
  expect(names).toEqual(['SHOP_KEY', 'SHOP_KEY2', 'SECRET_OPENAI_API_KEY', 'SECRET_MODEL'])
})

import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { validate } from '@/lib/graph/validate'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { extractApp } from './extract-app'
import { inlineApp } from './inline-app'
import { replaceByApp } from './replace-by-app'

const node = (id: string, type: string, config: object = {}, overrides: object = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  position: { x: 0, y: 0 },
  config: JSON.parse(JSON.stringify(config)),
  ...overrides,
})
const graphOf = (nodes: ReturnType<typeof node>[], wires: string[]): Graph => ({
  schemaVersion: 1,
  nodes,
  edges: wires.map((wire, index) => {
    const [from = '', to = ''] = wire.split(' -> ')
    const end = (text: string) => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })
    return { id: `e${index}`, from: end(from), to: end(to) }
  }),
})
const wiresOf = ({ edges }: Graph) => edges.map(({ from, to }) => `${from.node}.${from.port} -> ${to.node}.${to.port}`)
const text = (content: string) => ({ text: content })

/** in -> a -> b -> c -> out; b also reads the input by reference, and c reads b. */
const drawing = graphOf(
  [
    node('in', 'input', { mode: 'chat' }),
    node('a', 'template', text('{{value}}!'), { position: { x: 400, y: 0 } }),
    node('b', 'template', text('{{value}} as {{in.message}}'), { position: { x: 800, y: 0 } }),
    node('c', 'template', text('{{value}}, once {{b.text}}'), { position: { x: 1_200, y: 0 } }),
    node('out', 'answer', {}, { position: { x: 1_600, y: 0 } }),
  ],
  ['in.message -> a.value', 'a.text -> b.value', 'b.text -> c.value', 'c.text -> out.text'],
)
const app = { appId: 'app-1', versionId: 'v-1', name: 'Greeting' }

function extract(graph: Graph, selected: string[]) {
  const result = extractApp(graph, manifestOf, selected)
  if (!result.ok) throw new Error(result.reason)
  return result
}

test('extracts the selection into a valid app with a field for each input, wired equivalently', () => {
  const extraction = extract(drawing, ['a', 'b'])
  expect(extraction.inputs.map(({ value }) => value)).toEqual([{ name: 'message', kind: 'text', required: true }])
  expect(validate(extraction.graph, manifestOf).filter(({ severity }) => severity === 'error')).toEqual([])
  const input = extraction.graph.nodes[0]?.id
  expect(extraction.graph.nodes.find(({ id }) => id === 'b')?.config.text).toBe(`{{value}} as {{${input}.message}}`)
  const { graph, id } = replaceByApp(drawing, manifestOf, { extraction, app })
  expect(wiresOf(graph)).toEqual([`${id}.text -> c.value`, 'c.text -> out.text', `in.message -> ${id}.message`])
  expect(graph.nodes.find((item) => item.id === 'c')?.config.text).toBe(`{{value}}, once {{${id}.text}}`)
  expect(validate(graph, manifestOf).filter(({ severity }) => severity === 'error')).toEqual([])
})

test('extracting and inlining an app restores the graph', () => {
  const extraction = extract(drawing, ['a', 'b'])
  const { graph, id } = replaceByApp(drawing, manifestOf, { extraction, app })
  const inlined = inlineApp(graph, manifestOf, { nodeId: id, app: extraction.graph })
  if (!inlined.ok) throw new Error(inlined.reason)
  const nameOf = new Map(inlined.graph.nodes.map((item) => [item.id, item.label]))
  const named = (wire: string) => wire.replace(/[\w-]+(?=\.)/g, (name) => nameOf.get(name) ?? name)
  expect(wiresOf(inlined.graph).map(named).toSorted()).toEqual(wiresOf(drawing).toSorted())
  const b = inlined.graph.nodes.find(({ label }) => label === 'b')
  expect(b?.config.text).toBe('{{value}} as {{in.message}}')
  const c = inlined.graph.nodes.find(({ label }) => label === 'c')
  expect(c?.config.text).toBe(`{{value}}, once {{${b?.id}.text}}`)
})

test('names several outputs when extracting and inlining', () => {
  const two = graphOf(
    [
      node('in', 'input', { mode: 'chat' }),
      node('a', 'template', text('{{value}}')),
      node('k', 'code', {
        inputs: [{ name: 'text', kind: 'text', required: true, description: '' }],
        code: 'return 1',
      }),
      node('c', 'template', text('{{one}} {{two}}')),
      node('out', 'answer'),
    ],
    ['in.message -> a.value', 'in.message -> k.text', 'a.text -> c.one', 'k.result -> c.two', 'c.text -> out.text'],
  )
  const extraction = extract(two, ['a', 'k'])
  expect(extraction.outputs.map(({ value }) => [value.name, value.kind])).toEqual([
    ['text', 'text'],
    ['result', 'any'],
  ])
  expect(validate(extraction.graph, manifestOf).filter(({ severity }) => severity === 'error')).toEqual([])
  const { graph, id } = replaceByApp(two, manifestOf, { extraction, app })
  expect(wiresOf(graph)).toContain(`${id}.result -> c.two`)
  const inlined = inlineApp(graph, manifestOf, { nodeId: id, app: extraction.graph })
  expect(inlined.ok && inlined.graph.nodes.map(({ label }) => label).toSorted()).toEqual(['a', 'c', 'in', 'k', 'out'])
})

test('messages, passages, lists and values of any kind can enter and leave', () => {
  const rag = graphOf(
    [
      node('in', 'input', { mode: 'chat', images: true }),
      node('r', 'retriever', { knowledgeBaseId: 'kb' }),
      node('p', 'prompt', { messages: [{ role: 'user', content: '{{question}}' }] }),
      node('m', 'chat-model'),
      node('r2', 'rerank'),
      node('out', 'answer'),
    ],
    [
      'in.message -> r.query',
      'r.documents -> r2.documents',
      'in.message -> r2.query',
      'in.message -> p.question',
      'in.history -> p.history',
      'r2.documents -> m.documents',
      'p.messages -> m.prompt',
      'in.images -> m.images',
      'm.text -> out.text',
      'm.citations -> out.citations',
    ],
  )
  for (const selected of [['r2'], ['p'], ['m'], ['r', 'r2'], ['p', 'm'], ['r2', 'p']]) {
    const extraction = extract(rag, selected)
    const { graph } = replaceByApp(rag, manifestOf, { extraction, app })
    const issues = [rag, extraction.graph, graph].flatMap((item) => validate(item, manifestOf))
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
  }
})

test('nodes attached only to the selection are included', () => {
  const agent = graphOf(
    [node('m', 'chat-model'), node('g', 'agent'), node('in', 'input'), node('out', 'answer')],
    ['in.message -> g.prompt', 'm.model -> g.model', 'g.text -> out.text'],
  )
  expect([...extract(agent, ['g']).inside].toSorted()).toEqual(['g', 'm'])
})

test('explains why a selection cannot become an app', () => {
  const why = (graph: Graph, selected: string[]) => {
    const result = extractApp(graph, manifestOf, selected)
    return result.ok ? null : result.reason
  }
  expect(why(drawing, ['in', 'a'])).toMatch(/“in”/)
  expect(why(drawing, ['a', 'c'])).toMatch(/“b” is between/)
  const agents = graphOf(
    [node('m', 'chat-model'), node('g', 'agent'), node('h', 'agent'), node('in', 'input'), node('out', 'answer')],
    ['in.message -> g.prompt', 'm.model -> g.model', 'm.model -> h.model', 'g.text -> h.prompt', 'h.text -> out.text'],
  )
  expect(why(agents, ['g'])).toMatch(/“m” is attached to “g”/)
  expect(why(agents, ['m'])).toMatch(/“m” is attached to “[gh]”/)
  const nested = graphOf(
    [
      node('map', 'map'),
      node('x', 'template', text('{{value}}'), { parent: 'map' }),
      node('y', 'template', text('{{value}}')),
    ],
    ['map.item -> x.value', 'x.text -> map.result'],
  )
  expect(why(nested, ['x', 'y'])).toMatch(/same container/)
})

test('explains why an app cannot be inlined', () => {
  const sub = node('s', 'sub-app', { appId: 'app-1' })
  const outer = graphOf(
    [node('in', 'input'), sub, node('out', 'answer')],
    ['in.message -> s.message', 's.result -> out.data'],
  )
  const result = inlineApp(outer, manifestOf, { nodeId: 's', app: drawing })
  expect(result.ok ? null : result.reason).toMatch(/“Result”/)
})

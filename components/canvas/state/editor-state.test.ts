import { expect, test } from 'vitest'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { allManifests } from '../node-manifests'
import { parseClip } from './clipboard'
import { createActions } from './editor-actions'
import { createEditorStore } from './editor-store'
import { HISTORY_STEPS } from './history'
import { restingHeight } from './layout/card-size'
import { nestingOf } from './layout/nesting'
import { cardPorts } from './ports/card-ports'
import { compatibleNodes } from './ports/compatible-nodes'
import { fittingPorts } from './ports/compatible-ports'
import { referencePairs } from './ports/reference-pairs'
import { describeReference, referenceOptions } from './ports/reference-source'
import { previewLines } from './preview-lines'

function openEditor(graph: Graph = emptyGraph()) {
  let clock = 0
  const store = createEditorStore(graph, () => {
    clock += 10
    return clock
  })
  const actions = createActions(store, manifestOf)
  const insert = (type: string, x = 0) => {
    const manifest = manifestOf(type)
    if (!manifest) throw new Error(`No ${type}`)
    return actions.insert(manifest, { x, y: 0 })
  }
  return { store, actions, insert, graph: () => store.getState().graph, pass: (ms: number) => (clock += ms) }
}

test('a new node has defaults, a unique label and a grid position, and is selected', () => {
  const { store, insert, graph } = openEditor()
  insert('template', 13)
  const second = insert('template')
  expect(graph().nodes.map(({ label, position, config }) => [label, position.x, config.text])).toEqual([
    ['Template', 16, '{{value}}'],
    ['Template 2', 0, '{{value}}'],
  ])
  expect(store.getState().selection).toEqual([second])
})

test('undo and redo restore graphs; a new step clears the redo history', () => {
  const { store, insert, graph } = openEditor()
  insert('input')
  insert('answer')
  store.getState().undo()
  expect(graph().nodes.map((node) => node.type)).toEqual(['input'])
  store.getState().redo()
  expect(graph().nodes).toHaveLength(2)
  store.getState().undo()
  insert('prompt')
  store.getState().redo()
  expect(graph().nodes.map((node) => node.type)).toEqual(['input', 'prompt'])
})

test('typing in one field is one step; a pause starts the next', () => {
  const { store, actions, insert, graph, pass } = openEditor()
  const id = insert('note')
  for (const text of ['a', 'ab', 'abc']) actions.setConfig(id, { text })
  pass(5_000)
  actions.setConfig(id, { text: 'abcd' })
  store.getState().undo()
  expect(graph().nodes[0]?.config.text).toBe('abc')
  store.getState().undo()
  expect(graph().nodes[0]?.config.text).toBe('')
})

test('the history keeps a limited number of steps', () => {
  const { store, actions, insert } = openEditor()
  const id = insert('note')
  for (let step = 0; step < HISTORY_STEPS + 50; step += 1) actions.move(new Map([[id, { x: step * 8, y: 8 }]]))
  expect(store.getState().history.past).toHaveLength(HISTORY_STEPS)
})

test('a drag changes the graph only at its end and renders no other node', () => {
  const { store, actions, insert, graph } = openEditor()
  const moved = insert('input')
  insert('answer', 400)
  const before = store.getState()
  before.onNodesChange([{ type: 'position', id: moved, position: { x: 80, y: 80 }, dragging: true }])
  expect(store.getState().graph).toBe(before.graph)
  expect(store.getState().flowNodes[1]).toBe(before.flowNodes[1])
  expect(store.getState().flowEdges).toBe(before.flowEdges)
  actions.settle([moved])
  expect(graph().nodes[0]?.position).toEqual({ x: 80, y: 80 })
})

test('a config change keeps every React Flow object and all other nodes', () => {
  const { store, actions, insert } = openEditor()
  insert('input')
  const id = insert('template', 400)
  const before = store.getState()
  actions.setConfig(id, { text: 'Hello' })
  const after = store.getState()
  expect(after.flowNodes.every((node, index) => node === before.flowNodes[index])).toBe(true)
  expect(after.graph.nodes[0]).toBe(before.graph.nodes[0])
})

test('deleting a node deletes its edges, and undo restores both', () => {
  const { store, actions, insert, graph } = openEditor()
  const input = insert('input')
  const answer = insert('answer')
  actions.connect({ node: input, port: 'message' }, { node: answer, port: 'text' })
  store.getState().select([input])
  actions.removeSelection()
  expect([graph().nodes.length, graph().edges.length]).toEqual([1, 0])
  store.getState().undo()
  expect([graph().nodes.length, graph().edges.length]).toEqual([2, 1])
})

test('pasted nodes get new ids, edges and references among themselves', () => {
  const { store, actions, insert, graph } = openEditor()
  const outside = insert('input')
  const first = insert('template')
  const second = insert('template')
  actions.setConfig(second, { text: `{{${first}.text}} and {{${outside}.message}} and {{own}}` })
  actions.connect({ node: first, port: 'text' }, { node: second, port: 'own' })
  store.getState().select([first, second])
  const text = actions.copySelection() ?? ''
  expect(actions.paste(text)).toBe(true)
  const [copyOfFirst, copyOfSecond] = store.getState().selection
  expect(new Set(graph().nodes.map((node) => node.id)).size).toBe(5)
  expect(store.getState().nodeById.get(copyOfSecond ?? '')?.config.text).toBe(
    `{{${copyOfFirst}.text}} and {{${outside}.message}} and {{own}}`,
  )
  expect(graph().edges.at(-1)).toMatchObject({ from: { node: copyOfFirst }, to: { node: copyOfSecond } })
})

test.each([
  'hello',
  '{}',
  '{"patchbay":"nodes"}',
  '{"patchbay":"nodes","nodes":[],"edges":[]}',
  '{"patchbay":"nodes","nodes":[{"id":"a"}],"edges":[]}',
  '{"patchbay":"nodes","__proto__":{"x":1},"nodes":[],"edges":[]}',
  '{',
])('rejects pasting %j', (text) => {
  expect(parseClip(text)).toBeNull()
  expect(openEditor().actions.paste(text)).toBe(false)
})

test('the quick-add dialog offers compatible nodes only, and connects the selected one', () => {
  const { store, actions, insert, graph } = openEditor()
  const retriever = insert('retriever')
  const quickAdd = { kind: 'after' as const, from: { node: retriever, port: 'tool' }, at: { x: 400, y: 0 } }
  const fitting = compatibleNodes(graph(), manifestOf, { all: allManifests, quickAdd })
  expect(fitting.map(({ manifest }) => manifest.type)).toEqual(['agent'])
  const agent = fitting[0]
  if (agent) actions.insertFitting(agent, quickAdd)
  expect(graph().edges[0]).toMatchObject({ from: { node: retriever, port: 'tool' }, to: { port: 'tools' } })
  store.getState().undo()
  expect(graph().nodes).toHaveLength(1)
})

test('a node inserted on an edge takes its place and later nodes make room', () => {
  const { store, actions, insert, graph } = openEditor()
  const input = insert('input')
  const answer = insert('answer', 320)
  actions.connect({ node: input, port: 'message' }, { node: answer, port: 'text' })
  const edgeId = graph().edges[0]?.id ?? ''
  const quickAdd = { kind: 'between' as const, edgeId }
  const fitting = compatibleNodes(graph(), manifestOf, { all: allManifests, quickAdd })
  const model = fitting.find(({ manifest }) => manifest.type === 'chat-model')
  if (model) actions.insertFitting(model, quickAdd)
  const inserted = graph().nodes[2]
  expect(graph().edges.map(({ from, to }) => [from.node, to.node])).toEqual([
    [input, inserted?.id],
    [inserted?.id, answer],
  ])
  expect(store.getState().nodeById.get(answer)?.position.x).toBeGreaterThanOrEqual((inserted?.position.x ?? 0) + 256)
})

test('a second start node is not offered', () => {
  const { insert, graph } = openEditor()
  const quickAdd = { kind: 'place' as const, at: { x: 0, y: 0 } }
  const types = () =>
    compatibleNodes(graph(), manifestOf, { all: allManifests, quickAdd }).map(({ manifest }) => manifest.type)
  expect(types()).toContain('input')
  insert('input')
  expect(types()).not.toContain('input')
})

test('a connection fits compatible ports on nodes that are not upstream', () => {
  const { actions, insert, graph } = openEditor()
  const input = insert('input')
  const template = insert('template')
  const answer = insert('answer')
  actions.connect({ node: template, port: 'text' }, { node: answer, port: 'text' })
  const ports = fittingPorts(graph(), manifestOf, { node: input, port: 'message' }, 'output')
  expect([...ports]).toEqual(expect.arrayContaining([`${answer}:text`, `${template}:value`]))
  const backPorts = fittingPorts(graph(), manifestOf, { node: template, port: 'value' }, 'input')
  expect([...backPorts].every((key) => key.startsWith(input))).toBe(true)
})

test('references offer upstream values first, never downstream ones, and show labels', () => {
  const { store, actions, insert, graph } = openEditor()
  const aside = insert('http')
  const input = insert('input')
  const template = insert('template')
  const answer = insert('answer')
  actions.connect({ node: input, port: 'message' }, { node: template, port: 'value' })
  actions.connect({ node: template, port: 'text' }, { node: answer, port: 'text' })
  const options = referenceOptions(graph(), manifestOf, template)
  expect(options[0]).toMatchObject({ nodeId: input, portId: 'message', nodeLabel: 'Input' })
  expect(new Set(options.map((option) => option.nodeId))).toEqual(new Set([input, aside]))
  const host = { name: 'API_HOST', type: 'text' as const }
  expect(referenceOptions(graph(), manifestOf, template, [host]).at(-1)).toMatchObject({
    nodeId: 'env',
    portId: 'API_HOST',
    kind: 'text',
  })
  actions.setLabel(input, 'Question')
  const textOf = (path: string[]) => describeReference(path, store.getState().nodeById, manifestOf)
  expect(textOf([input, 'message'])).toMatchObject({ text: 'Question › Message', tone: 'known' })
  expect(textOf(['gone', 'text']).tone).toBe('missing')
  expect(textOf(['value']).tone).toBe('own')
})

test('draws dotted lines for references of selected nodes only', () => {
  const { actions, insert, graph } = openEditor()
  const input = insert('input')
  const template = insert('template')
  actions.setConfig(template, { text: `{{${input}.message}}{{${input}.history}}` })
  expect(referencePairs(graph(), manifestOf, new Set([input]))).toEqual([{ from: input, to: template }])
  expect(referencePairs(graph(), manifestOf, new Set())).toEqual([])
})

test('places added nodes next to each other without overlap', () => {
  const { store, actions, graph } = openEditor()
  const add = (type: string) => actions.insertBeside(manifestFor(type), { x: 100, y: 100 })
  for (const type of ['input', 'chat-model', 'answer']) add(type)
  expect(graph().nodes.map(({ position }) => position.x)).toEqual([104, 392, 680])
  // Without a selection each goes to the center of the view, or to the next free place below it.
  for (const type of ['template', 'prompt', 'http']) {
    store.getState().select([])
    add(type)
  }
  expect(covered(graph())).toEqual([])
})

test('places a node added by name without covering another node', () => {
  const { actions, graph } = openEditor()
  const place = { kind: 'place', at: { x: 0, y: 0 } } as const
  for (const type of ['input', 'chat-model', 'answer']) {
    const [fitting] = compatibleNodes(graph(), manifestOf, { all: [manifestFor(type)], quickAdd: place })
    if (fitting) actions.insertFitting(fitting, place)
  }
  expect(graph().nodes).toHaveLength(3)
  expect(covered(graph())).toEqual([])
})

test('moves down nodes below a card that grows', () => {
  const { actions, graph } = openEditor()
  const insertAt = (type: string, x: number, y: number) => actions.insert(manifestFor(type), { x, y })
  const prompt = insertAt('prompt', 0, 0)
  const below = insertAt('template', 0, 184)
  const last = insertAt('template', 40, 344)
  const beside = insertAt('template', 400, 184)
  const y = (id: string) => graph().nodes.find((node) => node.id === id)?.position.y
  expect(covered(graph())).toEqual([])
  actions.setConfig(prompt, { messages: [{ role: 'system', content: 'Hello {{company}} {{city}} {{day}}' }] })
  expect(covered(graph())).toEqual([])
  expect([y(prompt), y(beside)]).toEqual([0, 184])
  expect(y(below)).toBeGreaterThan(184)
  expect(y(last)).toBeGreaterThan(344)
})

test('shortens a preview that would cover the node below', () => {
  const { actions, graph } = openEditor()
  const top = actions.insert(manifestFor('template'), { x: 0, y: 0 })
  expect(previewLines(graph(), manifestOf, top)).toBe(2)
  const below = actions.insert(manifestFor('template'), { x: 100, y: 104 })
  const linesAt = (y: number) => {
    actions.move(new Map([[below, { x: 100, y }]]))
    return previewLines(graph(), manifestOf, top)
  }
  const [node] = graph().nodes
  const bottom = restingHeight(node && cardPorts(graph(), manifestOf, node))
  expect([bottom, bottom + 50, bottom + 66, 400].map(linesAt)).toEqual([0, 1, 2, 2])
})

function manifestFor(type: string) {
  const manifest = manifestOf(type)
  if (!manifest) throw new Error(`No ${type}`)
  return manifest
}

/** Overlapping nodes, counting the space of a run result. */
function covered(graph: Graph): string[] {
  const { sizeOf } = nestingOf(graph, manifestOf)
  return graph.nodes.flatMap((a, index) =>
    graph.nodes.slice(index + 1).flatMap((b) => {
      const [x, y] = [Math.abs(a.position.x - b.position.x), b.position.y - a.position.y]
      const isApart = x >= sizeOf(a.id).width || (y >= 0 ? y >= sizeOf(a.id).height : -y >= sizeOf(b.id).height)
      return isApart ? [] : [`${a.type} ${b.type}`]
    }),
  )
}

test('a fix is one history step; a fix that no longer applies changes nothing', () => {
  const { store, actions, insert, graph } = openEditor()
  const [page, mail] = [insert('http'), insert('template', 400)]
  actions.connect({ node: page, port: 'text' }, { node: mail, port: 'value' })
  const edgeId = graph().edges[0]?.id ?? ''
  const steps = store.getState().history.past.length
  actions.applyFix({ type: 'insert', edgeId, nodeType: 'injection-guard' })
  const guard = graph().nodes.find(({ type }) => type === 'injection-guard')?.id ?? ''
  expect(graph().edges.map(({ from, to }) => [from.node, from.port, to.node])).toEqual([
    [page, 'text', guard],
    [guard, 'passed', mail],
  ])
  expect(store.getState().history.past).toHaveLength(steps + 1)
  actions.applyFix({ type: 'insert', edgeId, nodeType: 'injection-guard' })
  expect(graph().nodes).toHaveLength(3)
  actions.applyFix({ type: 'set-config', nodeId: page, path: 'method', value: 'POST' })
  expect(graph().nodes[0]?.config.method).toBe('POST')
  store.getState().undo()
  expect(graph().nodes[0]?.config.method).toBe('GET')
})

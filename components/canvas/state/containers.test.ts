import { expect, test } from 'vitest'
import { emptyGraph } from '@/lib/graph/graph'
import { validate } from '@/lib/graph/validate'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { layoutGraph } from '../layout/layout-graph'
import { layoutNested } from '../layout/layout-nested'
import { allManifests } from '../node-manifests'
import { createActions } from './editor-actions'
import { createEditorStore } from './editor-store'
import { nestingOf } from './layout/nesting'
import { compatibleNodes } from './ports/compatible-nodes'
import { fittingPorts } from './ports/compatible-ports'
import { referenceOptions } from './ports/reference-source'

function openEditor() {
  const store = createEditorStore(emptyGraph())
  const actions = createActions(store, manifestOf)
  const graph = () => store.getState().graph
  const insert = (type: string, x: number, y = 0) => {
    const manifest = manifestOf(type)
    if (!manifest) throw new Error(`No ${type}`)
    return actions.insert(manifest, { x, y })
  }
  const drag = (id: string, x: number, y: number) => {
    store.getState().onNodesChange([{ type: 'position', id, position: { x, y }, dragging: true }])
    return actions.settle([id])
  }
  const node = (id: string) => graph().nodes.find((candidate) => candidate.id === id)
  return { store, actions, graph, insert, drag, node, nesting: () => nestingOf(graph(), manifestOf) }
}

/** A map at 400,0 with a template inside that produces its result. */
function withMap() {
  const editor = openEditor()
  const input = editor.insert('input', 0)
  const map = editor.insert('map', 400)
  const inside = editor.insert('template', 520, 160)
  editor.actions.connect({ node: map, port: 'item' }, { node: inside, port: 'value' })
  editor.actions.connect({ node: inside, port: 'text' }, { node: map, port: 'result' })
  return { ...editor, input, map, inside }
}

test('a node dropped on a container moves inside, with a position relative to it', () => {
  const { node, map, inside, nesting } = withMap()
  expect([node(inside)?.parent, node(inside)?.position]).toEqual([map, { x: 120, y: 160 }])
  expect(nesting().placeOf(inside)).toEqual({ x: 520, y: 160 })
})

test('an Input or an Answer always stays outside', () => {
  const { insert, drag, node, input } = withMap()
  expect(node(insert('answer', 520, 160))?.parent).toBeUndefined()
  drag(input, 520, 160)
  expect(node(input)?.parent).toBeUndefined()
})

test('React Flow gets containers before their nodes, with a size that contains them', () => {
  const { store, actions, map, inside } = withMap()
  const types = store.getState().flowNodes.map(({ id, type, parentId }) => [id, type, parentId])
  expect(types.slice(1)).toEqual([
    [map, 'frame', undefined],
    [inside, 'step', map],
  ])
  const before = store.getState().flowNodes.find(({ id }) => id === map)?.width ?? 0
  actions.move(new Map([[inside, { x: 640, y: 160 }]]))
  const after = store.getState().flowNodes.find(({ id }) => id === map)?.width ?? 0
  expect([before, after]).toEqual([448, 640 + 224 + 104])
})

test('a node dragged out loses incompatible edges and keeps its visible position; undo restores all of it', () => {
  const { store, drag, node, graph, inside } = withMap()
  const lost = drag(inside, 600, 160)
  expect(node(inside)?.parent).toBeUndefined()
  expect(node(inside)?.position).toEqual({ x: 1000, y: 160 })
  expect(lost.map(({ fromPort, toPort }) => [fromPort.id, toPort.id])).toEqual([
    ['item', 'value'],
    ['text', 'result'],
  ])
  store.getState().undo()
  expect([graph().edges.length, node(inside)?.position.x]).toEqual([2, 120])
})

test('a node moved out by the menu is placed below its container', () => {
  const { actions, node, nesting, map, inside } = withMap()
  expect(actions.moveOut([inside])).toHaveLength(2)
  expect(node(inside)?.parent).toBeUndefined()
  const { y } = nesting().placeOf(inside)
  expect(y).toBeGreaterThanOrEqual(nesting().placeOf(map).y + nesting().sizeOf(map).height)
})

test('a node dragged into a container keeps an edge from outside', () => {
  const { actions, insert, drag, node, graph, input, map } = withMap()
  const other = insert('template', 0, 600)
  actions.connect({ node: input, port: 'message' }, { node: other, port: 'value' })
  expect(drag(other, 520, 200)).toEqual([])
  expect([node(other)?.parent, graph().edges.length]).toEqual([map, 3])
})

test('a container dragged into another one keeps its nodes; it cannot contain itself', () => {
  const { drag, node, insert, map, inside, nesting } = withMap()
  const loop = insert('loop', 0, 1_000)
  drag(map, 120, 1_160)
  expect([node(map)?.parent, node(inside)?.parent, node(inside)?.position]).toEqual([loop, map, { x: 120, y: 160 }])
  expect(nesting().sizeOf(loop).width).toBeGreaterThan(480 + 120)
  drag(loop, 8, 1_008)
  expect(node(loop)?.parent).toBeUndefined()
})

test('deleting a container deletes its nodes', () => {
  const { store, actions, graph, map, input } = withMap()
  store.getState().select([map])
  actions.removeSelection()
  expect([graph().nodes.map(({ id }) => id), graph().edges.length]).toEqual([[input], 0])
  store.getState().undo()
  expect([graph().nodes.length, graph().edges.length]).toEqual([3, 2])
})

test('a copied container contains copies of its nodes; a copied node stays in its container', () => {
  const { store, actions, graph, node, map, inside } = withMap()
  store.getState().select([map])
  actions.duplicate()
  const [copy] = store.getState().selection
  const copied = graph().nodes.filter(({ parent }) => parent === copy)
  expect(copied.map(({ label, position }) => [label, position])).toEqual([['Template 2', { x: 120, y: 160 }]])
  expect([graph().edges.length, store.getState().selection.length]).toEqual([4, 1])
  store.getState().select([inside])
  actions.duplicate()
  const [second = ''] = store.getState().selection
  expect([node(second)?.parent, node(second)?.position]).toEqual([map, { x: 152, y: 192 }])
})

test('a collapsed container is a card; its nodes and their edges are hidden', () => {
  const { store, actions, map, inside } = withMap()
  actions.setCollapsed(map, true)
  const { flowNodes, flowEdges } = store.getState()
  expect(flowNodes.map(({ id, type, hidden }) => [id, type, hidden ?? false]).slice(1)).toEqual([
    [map, 'step', false],
    [inside, 'step', true],
  ])
  expect(flowEdges.map(({ hidden }) => hidden)).toEqual([true, true])
  actions.setCollapsed(map, false)
  expect(store.getState().flowEdges.map(({ hidden }) => hidden)).toEqual([false, false])
})

test('a connection from an item fits inner inputs, and the result accepts inner outputs only', () => {
  const { graph, insert, input, map, inside } = withMap()
  const outside = insert('template', 0, 800)
  const fits = fittingPorts(graph(), manifestOf, { node: map, port: 'index' }, 'output')
  expect([fits.has(`${inside}:value`), fits.has(`${outside}:value`)]).toEqual([true, false])
  const feeds = fittingPorts(graph(), manifestOf, { node: map, port: 'result' }, 'input')
  expect([feeds.has(`${outside}:text`), feeds.has(`${input}:message`)]).toEqual([false, false])
})

test('a node inserted on an inner edge goes inside', () => {
  const { graph, actions, node, map } = withMap()
  const edge = graph().edges[1]?.id ?? ''
  const quickAdd = { kind: 'between', edgeId: edge } as const
  const offered = compatibleNodes(graph(), manifestOf, { all: allManifests, quickAdd })
  expect(offered.some(({ manifest }) => manifest.type === 'answer')).toBe(false)
  const template = offered.find(({ manifest }) => manifest.type === 'template')
  if (!template) throw new Error('A template fits')
  const added = actions.insertFitting(template, quickAdd)
  expect([node(added)?.parent, graph().edges.length]).toEqual([map, 3])
  expect(validate(graph(), manifestOf).filter(({ code }) => code === 'CONTAINER')).toEqual([])
})

test('references inside a container offer its item and earlier nodes; outside the inner nodes are hidden', () => {
  const { graph, actions, insert, input, map, inside } = withMap()
  const after = insert('template', 1_200)
  actions.connect({ node: map, port: 'results' }, { node: after, port: 'value' })
  const inner = referenceOptions(graph(), manifestOf, inside).map(({ nodeId, portId }) => `${nodeId}.${portId}`)
  expect(inner).toEqual(expect.arrayContaining([`${map}.item`, `${map}.index`, `${input}.message`]))
  expect(inner.some((id) => id.startsWith(after) || id === `${map}.results`)).toBe(false)
  const outer = referenceOptions(graph(), manifestOf, after).map(({ nodeId }) => nodeId)
  expect([outer.includes(map), outer.includes(inside)]).toEqual([true, false])
})

test('auto layout places tools below their agent, with room for results', async () => {
  const { actions, graph, insert, nesting } = withMap()
  const [agent, tool] = [insert('agent', 1_500, 0), insert('mcp-tools', 1_500, 0)]
  actions.connect({ node: tool, port: 'tools' }, { node: agent, port: 'tools' })
  const { places } = await layoutNested(graph(), {
    manifests: manifestOf,
    measured: () => ({ width: 256, height: 90 }),
    run: (input) => Promise.resolve(layoutGraph(input)),
  })
  const [above, below] = [places.get(agent), places.get(tool)]
  expect(below?.x).toBe(above?.x)
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + nesting().sizeOf(agent).height)
})

test('auto layout arranges each container and sizes it to its contents', async () => {
  const { store, actions, graph, insert, nesting, map, inside } = withMap()
  const second = insert('template', 520, 200)
  actions.connect({ node: inside, port: 'text' }, { node: second, port: 'value' })
  const { places, sizes } = await layoutNested(graph(), {
    manifests: manifestOf,
    measured: () => undefined,
    run: (input) => Promise.resolve(layoutGraph(input)),
  })
  actions.move(places, sizes)
  const [a, b] = [nesting().placeOf(inside), nesting().placeOf(second)]
  expect(b.x).toBeGreaterThanOrEqual(a.x + 224)
  expect(nesting().sizeOf(map).width).toBeGreaterThanOrEqual(104 + 224 * 2 + 80 + 104)
  expect(store.getState().history.past.length).toBeGreaterThan(0)
})

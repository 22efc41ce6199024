import { expect, test } from 'vitest'
import { emptyGraph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { createActions } from '../state/editor-actions'
import { createEditorStore } from '../state/editor-store'
import { groupMembers } from './group-box'
import { guideLines, snapToGuides } from './guides'
import { lassoHits } from './lasso-hits'
import { moveAlong } from './move-along'

function openEditor() {
  const store = createEditorStore(emptyGraph())
  const actions = createActions(store, manifestOf)
  const insert = (type: string, x: number, y = 0) => {
    const manifest = manifestOf(type)
    if (!manifest) throw new Error(`No ${type}`)
    return actions.insert(manifest, { x, y })
  }
  const graph = () => store.getState().graph
  return { store, actions, graph, insert, node: (id: string) => graph().nodes.find((item) => item.id === id) }
}

test('adds a frame behind the selection, moves both together, and removes only the frame', () => {
  const { store, actions, graph, insert, node } = openEditor()
  const [a, b, far] = [insert('template', 0), insert('template', 400), insert('template', 2_000)]
  store.getState().select([a, b])
  expect(actions.group()).toBe(true)
  const [frame = ''] = store.getState().selection
  expect(graph().nodes[0]).toMatchObject({ id: frame, type: 'group', label: 'Frame', position: { x: -24, y: -64 } })
  expect(groupMembers(graph(), manifestOf, frame).toSorted()).toEqual([a, b].toSorted())
  const { flowNodes: nodes } = store.getState()
  const change = { type: 'position' as const, id: frame, position: { x: 76, y: -64 }, dragging: false }
  const all = moveAlong([change], { graph: graph(), nodes, manifests: manifestOf })
  store.getState().onNodesChange(all)
  actions.settle(all.flatMap((item) => ('id' in item ? [item.id] : [])))
  expect([node(a)?.position.x, node(b)?.position.x, node(far)?.position.x]).toEqual([100, 500, 2_000])
  actions.ungroup()
  expect(graph().nodes.map(({ id }) => id)).toEqual([a, b, far])
  store.getState().undo()
  store.getState().undo()
  expect(node(a)?.position.x).toBe(0)
})

test('a locked node cannot be moved, edited or deleted until it is unlocked; a copy is unlocked', () => {
  const { store, actions, graph, insert, node } = openEditor()
  const [a, b] = [insert('template', 0), insert('template', 400)]
  actions.toggleLocked([a])
  actions.setConfig(a, { text: 'no' })
  actions.setLabel(a, 'no')
  actions.move(new Map([[a, { x: 80, y: 80 }]]))
  expect(node(a)).toMatchObject({ config: { text: '{{value}}' }, label: 'Template', position: { x: 0, y: 0 } })
  expect(store.getState().flowNodes.find(({ id }) => id === a)?.draggable).toBe(false)
  store.getState().select([a, b])
  expect(actions.removeSelection()).toBe(1)
  expect(graph().nodes.map(({ id }) => id)).toEqual([a])
  store.getState().select([a])
  actions.duplicate()
  expect(graph().nodes.map(({ locked }) => locked ?? false)).toEqual([true, false])
  actions.toggleLocked([a])
  actions.setLabel(a, 'yes')
  expect([node(a)?.label, node(a)?.locked]).toEqual(['yes', undefined])
})

test('snaps a dragged box to the nearest alignment line by its edges or center', () => {
  const lines = guideLines([{ x: 100, y: 100, width: 256, height: 114 }])
  expect(snapToGuides({ x: 103, y: 400, width: 256, height: 138 }, lines, 5)).toEqual({
    shift: { x: -3, y: 0 },
    x: 100,
    y: null,
  })
  const middle = snapToGuides({ x: 900, y: 86, width: 256, height: 138 }, lines, 5)
  expect(middle).toEqual({ shift: { x: 0, y: 2 }, x: null, y: 157 })
  expect(snapToGuides({ x: 900, y: 900, width: 10, height: 10 }, lines, 5).shift).toEqual({ x: 0, y: 0 })
})

test('a lasso selects nodes whose center is inside, including for concave outlines', () => {
  const box = (id: string, x: number, y: number) => ({ id, x: x - 5, y: y - 5, width: 10, height: 10 })
  const line = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 50, y: 20 },
    { x: 0, y: 100 },
  ]
  expect(lassoHits([box('in', 20, 20), box('bay', 50, 80), box('out', 200, 50)], line)).toEqual(['in'])
  expect(lassoHits([box('in', 20, 20)], line.slice(0, 2))).toEqual([])
})

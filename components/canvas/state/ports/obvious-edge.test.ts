import { expect, test } from 'vitest'
import { emptyGraph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { createActions } from '../editor-actions'
import { createEditorStore } from '../editor-store'

function canvas() {
  const store = createEditorStore(emptyGraph())
  const actions = createActions(store, manifestOf)
  const add = (type: string) => {
    const manifest = manifestOf(type)
    if (!manifest) throw new Error(`No ${type}`)
    return actions.insertBeside(manifest, { x: 100, y: 100 })
  }
  const edges = () =>
    store.getState().graph.edges.map(({ from, to }) => `${from.node}.${from.port} -> ${to.node}.${to.port}`)
  return { store, actions, add, edges }
}

test('nodes added one after the other become a chain', () => {
  const { add, edges } = canvas()
  const [input, model, answer] = [add('input'), add('chat-model'), add('answer')]
  expect(edges()).toEqual([`${input}.message -> ${model}.prompt`, `${model}.text -> ${answer}.text`])
})

test('continues the only loose end when nothing is selected', () => {
  const { store, add, edges } = canvas()
  const input = add('input')
  store.getState().select([])
  const model = add('chat-model')
  expect(edges()).toEqual([`${input}.message -> ${model}.prompt`])
})

test('a tool is plugged into the selected agent, below it and beside the others', () => {
  const { store, add, edges } = canvas()
  const agent = add('agent')
  const search = add('retriever')
  store.getState().select([agent])
  const call = add('http')
  expect(edges()).toEqual([`${search}.tool -> ${agent}.tools`, `${call}.tool -> ${agent}.tools`])
  const positionOf = (id: string) => store.getState().nodeById.get(id)?.position ?? { x: 0, y: 0 }
  expect(positionOf(search).y).toBeGreaterThan(positionOf(agent).y)
  expect(positionOf(call).y).toBe(positionOf(search).y)
  expect(positionOf(call).x).toBeGreaterThan(positionOf(search).x)
})

test('without a selection, connects a node where only one connection is possible, and places it left of its target', () => {
  const { store, add, edges } = canvas()
  const [input, model] = [add('input'), add('chat-model')]
  const answer = add('answer')
  store.getState().select([])
  const search = add('retriever')
  expect(edges().slice(2)).toEqual([
    `${input}.message -> ${search}.query`,
    `${search}.documents -> ${model}.documents`,
    // Its text now has sources, and there is no other node that could give them.
    `${model}.citations -> ${answer}.citations`,
  ])
  const positionOf = (id: string) => store.getState().nodeById.get(id)?.position ?? { x: 0, y: 0 }
  expect(positionOf(search).x).toBeLessThan(positionOf(model).x)
  expect(positionOf(search).y).toBeGreaterThan(positionOf(model).y)

  // A second one has no free input left, and the answer is complete.
  store.getState().select([])
  const other = add('retriever')
  expect(edges().slice(5)).toEqual([`${input}.message -> ${other}.query`])
})

test('without a selection, plugs tools into the only agent, but into neither of two', () => {
  const { store, add, edges } = canvas()
  const agent = add('agent')
  store.getState().select([])
  const tools = add('mcp-tools')
  expect(edges()).toEqual([`${tools}.tools -> ${agent}.tools`])
  store.getState().select([agent])
  add('agent')
  add('answer')
  const before = edges()
  store.getState().select([])
  add('mcp-tools')
  expect(edges()).toEqual(before)
})

test('connects nothing when no ports are compatible', () => {
  const { store, add, edges } = canvas()
  add('answer')
  add('note')
  store.getState().select([])
  add('input')
  expect(edges()).toEqual([])
})

test('a node dropped on an edge replaces it by two; one that does not fit is rejected', () => {
  const { store, actions, add, edges } = canvas()
  const [input, model] = [add('input'), add('chat-model')]
  const [edge] = store.getState().graph.edges
  const [template, note] = [manifestOf('template'), manifestOf('note')]
  if (!edge || !template || !note) throw new Error('Not there')
  expect(actions.insertOnEdge(note, edge.id)).toBe(false)
  expect(actions.insertOnEdge(template, edge.id)).toBe(true)
  const added = store.getState().selection[0]
  expect(edges()).toEqual([`${input}.message -> ${added}.value`, `${added}.text -> ${model}.prompt`])
})

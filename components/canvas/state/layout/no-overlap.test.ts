import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { createActions } from '../editor-actions'
import { createEditorStore } from '../editor-store'
import { cardPorts } from '../ports/card-ports'
import { restingHeight } from './card-size'
import { nestingOf } from './nesting'

const TYPES = [
  'input',
  'template',
  'prompt',
  'chat-model',
  'agent',
  'http',
  'retriever',
  'code',
  'map',
  'answer',
] as const
const VARIABLES = ['{{a}}', '{{a}} {{b}}', '{{a}} {{b}} {{c}} {{d}}', 'plain']

const step = fc.oneof(
  fc.record({ kind: fc.constant('beside' as const), type: fc.constantFrom(...TYPES), select: fc.nat() }),
  fc.record({
    kind: fc.constant('drop' as const),
    type: fc.constantFrom(...TYPES),
    x: fc.integer({ min: -400, max: 1_600 }),
    y: fc.integer({ min: -400, max: 1_200 }),
  }),
  fc.record({ kind: fc.constant('between' as const), type: fc.constantFrom(...TYPES), edge: fc.nat() }),
  fc.record({ kind: fc.constant('write' as const), node: fc.nat(), text: fc.constantFrom(...VARIABLES) }),
  fc.record({ kind: fc.constant('on-error' as const), node: fc.nat() }),
)
type Step = typeof step extends fc.Arbitrary<infer Item> ? Item : never

test('nodes never overlap after insertions, new edges and edits', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const store = createEditorStore(emptyGraph())
      const actions = createActions(store, manifestOf)
      for (const item of steps) {
        apply(item, store, actions)
        expect(overlaps(store.getState().graph)).toEqual([])
      }
    }),
    { numRuns: 120 },
  )
})

type Store = ReturnType<typeof createEditorStore>
type Actions = ReturnType<typeof createActions>

function apply(item: Step, store: Store, actions: Actions): void {
  if (item.kind === 'write' || item.kind === 'on-error') {
    edit(item, store, actions)
    return
  }
  const { graph } = store.getState()
  const manifest = manifestOf(item.type)
  if (!manifest || (manifest.role === 'start' && graph.nodes.some(({ type }) => type === item.type))) return
  if (item.kind === 'drop') actions.insert(manifest, item)
  else if (item.kind === 'between') {
    const edge = itemAt(graph.edges, item.edge)
    if (edge) actions.insertOnEdge(manifest, edge.id)
  } else {
    const selected = itemAt(graph.nodes, item.select)
    store.getState().select(selected && item.select % 3 > 0 ? [selected.id] : [])
    actions.insertBeside(manifest, { x: 200, y: 200 })
  }
}

function edit(item: Extract<Step, { node: number }>, store: Store, actions: Actions): void {
  const node = itemAt(store.getState().graph.nodes, item.node)
  if (!node) return
  if (item.kind === 'on-error') actions.setPolicy(node.id, { ...node.policy, onError: 'port' })
  else if (node.type === 'template') actions.setConfig(node.id, { ...node.config, text: item.text })
  else if (node.type === 'prompt') actions.setConfig(node.id, { messages: [{ role: 'user', content: item.text }] })
}

const itemAt = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)]

/** Overlapping siblings, as drawn without a run. Previews shrink to the room that is left. */
function overlaps(graph: Graph): string[] {
  const { sizeOf, isContainer, parentOf } = nestingOf(graph, manifestOf)
  const boxes = graph.nodes.map((node) => {
    const height = isContainer(node.id) ? sizeOf(node.id).height : restingHeight(cardPorts(graph, manifestOf, node))
    return { ...node.position, id: node.id, parent: parentOf(node.id), width: sizeOf(node.id).width, height }
  })
  return boxes.flatMap((box, index) => {
    const siblings = boxes.slice(index + 1).filter(({ parent }) => parent === box.parent)
    return siblings.filter((other) => overlap(box, other)).map((other) => `${box.id} ${other.id}`)
  })
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

function overlap(a: Box, b: Box): boolean {
  const overlapsInX = a.x < b.x + b.width && b.x < a.x + a.width
  const overlapsInY = a.y < b.y + b.height && b.y < a.y + a.height
  return overlapsInX && overlapsInY
}

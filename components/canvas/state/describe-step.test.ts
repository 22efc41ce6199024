import { expect, test } from 'vitest'
import { emptyGraph } from '@/lib/graph/graph'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { describeStep } from './describe-step'
import { addEdge, addNode, moveNodes, removeElements, updateNode } from './graph-edits'
import { nameStep, pushStep, redoStep, startHistory, undoStep } from './history'

const two = sampleGraph([sampleNode('a', 'template'), sampleNode('b', 'template')])
const wired = addEdge(two, { node: 'a', port: 'text' }, { node: 'b', port: 'x' })

test.each([
  ['a node', emptyGraph(), addNode(emptyGraph(), sampleNode('a', 'template')), ['add', 1, 'a']],
  ['both nodes', wired, removeElements(wired, new Set(['a', 'b']), new Set()), ['delete', 2, null]],
  ['an edge', two, wired, ['connect', 1, null]],
  ['no edge', wired, two, ['disconnect', 1, null]],
  ['a name', two, updateNode(two, 'a', (node) => ({ ...node, label: 'Greeting' })), ['rename', 1, 'Greeting']],
  ['a setting', two, updateNode(two, 'b', (node) => ({ ...node, config: { text: 'x' } })), ['change', 1, 'b']],
  ['a place', two, moveNodes(two, new Map([['a', { x: 9, y: 9 }]])), ['move', 1, 'a']],
  ['a lock', two, updateNode(two, 'a', (node) => ({ ...node, locked: true })), ['lock', 1, 'a']],
  ['a color', two, updateNode(two, 'a', (node) => ({ ...node, color: 'teal' as const })), ['color', 1, 'a']],
  [
    'a sub-app',
    two,
    addNode(removeElements(two, new Set(['a', 'b']), new Set()), sampleNode('s', 'sub-app')),
    ['extract', 1, 's'],
  ],
  ['an inlined app', addNode(emptyGraph(), sampleNode('s', 'sub-app')), two, ['inline', 1, 's']],
  ['a pinned output', two, updateNode(two, 'a', (node) => ({ ...node, pinned: { text: 'x' } })), ['pin', 1, 'a']],
])('describes the change of %s', (_what, before, after, expected) => {
  const { kind, count, label } = describeStep(before, after)
  expect([kind, count, label]).toEqual(expected)
})

test('a step with several kinds of changes is an edit', () => {
  const renamed = updateNode(two, 'a', (node) => ({ ...node, label: 'X' }))
  expect(describeStep(two, moveNodes(renamed, new Map([['b', { x: 9, y: 9 }]])))).toMatchObject({
    kind: 'edit',
    count: 2,
  })
})

test('a named step keeps its name over undo and redo', () => {
  const restore = { kind: 'restore', count: 1, label: '3' } as const
  const started = startHistory(two)
  const restored = pushStep(started, { graph: wired, name: restore, atMs: 0 })
  const second = redoStep(undoStep(restored))
  expect(nameStep(second, two, second.present)).toEqual(restore)
  const moved = moveNodes(wired, new Map([['a', { x: 9, y: 9 }]]))
  expect(nameStep(pushStep(second, { graph: moved, atMs: 0 }), wired, moved).kind).toBe('move')
})

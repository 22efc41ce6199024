import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { diffGraphs } from '../diff/diff'
import { canonicalGraph } from '../format/canonical'
import type { Graph, GraphNode } from '../graph'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import type { AppFile } from './app-file'
import { parseAppFile } from './parse-app-file'
import { printAppFile } from './print-app-file'
import { joinTexts, splitTexts } from './text-lines'

const app = { name: 'Support', description: '', kind: 'chat' as const, icon: 'bot' }
const print = (graph: Graph, overrides: Partial<AppFile> = {}) =>
  printAppFile({ app, needs: [], graph, ...overrides }, sampleManifests)

/** Excludes keys with a special meaning in JavaScript, which are rejected in files. */
const safe = (value: unknown) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value))
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter(safe)
const config = fc.dictionary(fc.oneof(fc.constantFrom('text', '$lines', '$$a', 'a\nb'), fc.string()), json).filter(safe)
const id = fc
  .stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,6}$/)
  .filter((name) => !['constructor', 'prototype'].includes(name))
const coordinate = fc.integer({ min: -5_000, max: 5_000 })

const node = (name: string): fc.Arbitrary<GraphNode> =>
  fc.record(
    {
      id: fc.constant(name),
      type: fc.constantFrom('pair', 'answer', 'unknown-type'),
      version: fc.integer({ min: 1, max: 9 }),
      label: fc.string({ maxLength: 20 }).map((label) => label.normalize('NFC')),
      config,
      position: fc.record({ x: coordinate, y: coordinate }),
      size: fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) }),
      collapsed: fc.boolean(),
      disabled: fc.boolean(),
      pinned: config,
      policy: fc.constantFrom<NonNullable<GraphNode['policy']>>(
        { onError: 'fail' },
        { onError: 'default', defaultOutputs: { text: 'a\nb' }, timeoutSeconds: 5 },
      ),
    },
    { requiredKeys: ['id', 'type', 'version', 'label', 'config', 'position'] },
  )

const graph: fc.Arbitrary<Graph> = fc.uniqueArray(id, { minLength: 1, maxLength: 8 }).chain((ids) =>
  fc
    .record({
      schemaVersion: fc.constant(1 as const),
      nodes: fc.tuple(...ids.map(node)),
      edges: fc.array(
        fc.record({
          id: fc.constant(''),
          from: fc.record({ node: fc.constantFrom(...ids), port: fc.constantFrom('out', 'more') }),
          to: fc.record({ node: fc.constantFrom(...ids), port: fc.constantFrom('a', 'b') }),
        }),
        { maxLength: 12 },
      ),
    })
    .map(({ edges, ...rest }) => ({ ...rest, edges: edges.map((edge, index) => ({ ...edge, id: `e${index}` })) })),
)

/** Changes the order of nodes, edges and keys without changing the meaning. */
function shuffle(drawing: Graph, seed: readonly number[]): Graph {
  const nodes = drawing.nodes.map(reverseKeys)
  const isAnswer = ({ type }: GraphNode) => type === 'answer'
  const edges = drawing.edges.map(reverseKeys)
  return {
    edges: mix(edges, seed, ({ to }) => `${to.node}.${to.port}`).map((edge, index) => ({
      ...edge,
      id: `other${index}`,
    })),
    nodes: mix(nodes, seed, (item) => (isAnswer(item) ? 'answers' : item.id)),
    schemaVersion: drawing.schemaVersion,
  }
}

/** Keeps the relative order within a group. */
function mix<Item>(items: readonly Item[], seed: readonly number[], groupOf: (item: Item) => string): Item[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item])
  const turns = items.map(groupOf).map((group, index) => ({ group, key: seed[index % seed.length] ?? 0 }))
  return turns.toSorted((a, b) => a.key - b.key).flatMap(({ group }) => groups.get(group)?.shift() ?? [])
}

function reverseKeys<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reverseKeys(item)]),
  ) as Value
}

test('writes the same bytes for equal apps, in any order of nodes, edges and keys', () => {
  fc.assert(
    fc.property(graph, fc.array(fc.integer(), { minLength: 1, maxLength: 12 }), (drawing, seed) => {
      expect(print(shuffle(drawing, seed))).toBe(print(drawing))
    }),
    { numRuns: 300 },
  )
})

test('reads back the written app, and writes the same bytes again', () => {
  fc.assert(
    fc.property(graph, (drawing) => {
      const parsed = parseAppFile(print(drawing))
      const { nodes, edges } = diffGraphs(drawing, parsed.graph)
      expect([nodes.added, nodes.removed, nodes.changed, nodes.moved, edges.added, edges.removed].flat()).toEqual([])
      expect(parsed.graph.edges).toHaveLength(drawing.edges.length)
      expect(print(parsed.graph)).toBe(print(drawing))
      expect(canonicalGraph(parseAppFile(print(parsed.graph)).graph)).toEqual(canonicalGraph(parsed.graph))
    }),
    { numRuns: 300 },
  )
})

test('writes multi-line texts line by line, whatever keys people use', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(joinTexts(splitTexts(value))).toEqual(value)
    }),
  )
  expect(splitTexts({ text: 'a\nb', $lines: ['x'] })).toEqual({ text: { $lines: ['a', 'b'] }, $$lines: ['x'] })
})

test('changes one line of the file for a changed prompt line, and only the layout for a moved node', () => {
  const prompt = (line: string) => ({ name: `You answer.\n${line}\nBe brief.` })
  const before = sampleGraph([sampleNode('a', 'pair', prompt('Cite.')), sampleNode('b', 'pair')], ['a.out > b.a'])
  const changed = (other: Graph) => {
    const lines = print(other).split('\n')
    return print(before)
      .split('\n')
      .flatMap((line, index) => (line === lines[index] ? [] : [lines[index]?.trim()]))
  }
  const after = (overrides: Partial<GraphNode>) => ({
    ...before,
    nodes: before.nodes.map((item) => (item.id === 'a' ? { ...item, ...overrides } : item)),
  })
  expect(changed(after({ config: prompt('Cite by number.') }))).toEqual(['"Cite by number.",'])
  expect(changed(after({ position: { x: 40, y: 0 } }))).toEqual(['"x": 40,'])
})

test('keeps the order where it matters', () => {
  const nodes = [sampleNode('a', 'pair'), sampleNode('b', 'pair'), sampleNode('c', 'pair')]
  const twoSources = (edges: string[]) => print(sampleGraph(nodes, edges))
  expect(twoSources(['a.out > c.a', 'b.out > c.a'])).not.toBe(twoSources(['b.out > c.a', 'a.out > c.a']))
  const answers = (...ids: string[]) => print(sampleGraph(ids.map((name) => sampleNode(name, 'answer'))))
  expect(answers('x', 'y')).not.toBe(answers('y', 'x'))
  expect(parseAppFile(answers('y', 'x')).graph.nodes.map(({ id: name }) => name)).toEqual(['y', 'x'])
})

function rejection(text: string): { code: string; message: string } {
  try {
    parseAppFile(text)
  } catch (error) {
    if (AppError.isInstance(error)) return { code: error.code, message: error.message }
  }
  return { code: 'read', message: '' }
}

test('names the builder when a file belongs to another product, and reports a damaged one', () => {
  const node = { id: 'chatOpenAI_0', type: 'customNode', data: { name: 'chatOpenAI', inputAnchors: [] } }
  expect(rejection(JSON.stringify({ nodes: [node], edges: [] })).message).toContain('an app of Flowise')
  const dify = 'app:\n  mode: workflow\n  name: Help\nkind: app\nversion: 0.3.0\nworkflow:\n  graph:\n    edges: []\n'
  expect(rejection(dify).message).toContain('file of Dify is damaged')
  expect(rejection('kind: apple').message).not.toContain('Dify')
})

test('explains the problem of an invalid file', () => {
  const validFile = print(sampleGraph([sampleNode('a', 'pair')]))
  const change = (from: string, to: string) => validFile.replace(from, to)
  expect(rejection(validFile.slice(0, 60))).toMatchObject({
    code: 'INVALID_JSON',
    message: expect.stringContaining('cut off'),
  })
  expect(rejection('{"nodes": [], "edges": []}').message).toContain('not a Patchbay app')
  expect(rejection(change('"formatVersion": 1', '"formatVersion": 7')).message).toContain('newer version of Patchbay')
  expect(rejection(change('"version": 1', '"version": "one"')).message).toContain('graph › nodes › a › version')
  expect(rejection(change('"a": {', '"__proto__": {')).message).toContain('reserved')
  expect(rejection(' '.repeat(4_000_001)).code).toBe('TOO_LARGE')
})

test('accepts a manually written file without a layout', () => {
  const text = print(sampleGraph([sampleNode('a', 'pair'), sampleNode('b', 'pair')]))
  const { layout: _, ...rest } = JSON.parse(text)
  const parsed = parseAppFile(JSON.stringify({ ...rest, layout: {} }))
  expect(parsed.graph.nodes.map(({ position }) => position.x)).toEqual([0, 320])
})

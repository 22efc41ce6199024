import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { JsonObjectSchema } from '@/lib/core/json'
import { objectOf, textOf } from './fields'
import { branches, gaps, items, values } from './testing/dify-files'
import {
  agentflow,
  branching,
  growing,
  joinedBranches,
  moderatedChain,
  questions,
  repeating,
  sequence,
} from './testing/flowise-files'
import { readFirst } from './testing/run-imported'

interface Drawn {
  nodes: string[]
  edges: string[]
}

/** Nodes and edges as a file of Dify or Flowise lists them, read without the importers. */
function drawnIn(text: string): Drawn {
  const file = JsonObjectSchema.parse(parse(text))
  const graph = file.workflow === undefined ? file : objectOf(objectOf(file.workflow).graph)
  const listed = (key: 'nodes' | 'edges') => (Array.isArray(graph[key]) ? graph[key].map(objectOf) : [])
  return {
    nodes: listed('nodes').map(({ id }) => textOf(id)),
    edges: listed('edges').map(({ source, target }) => `${textOf(source)} ${textOf(target)}`),
  }
}

function expectComplete(text: string): void {
  const { nodes, edges, references } = readFirst(text).report
  const drawn = drawnIn(text)
  expect(nodes.map(({ sourceId }) => sourceId).toSorted()).toEqual(drawn.nodes.toSorted())
  expect(edges.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual(drawn.edges.toSorted())
  expect(new Set(edges.map(({ sourceId }) => sourceId)).size).toBe(edges.length)
  const read = references.map(({ at, raw }) => `${at} ${raw}`)
  expect(new Set(read).size).toBe(read.length)
}

test.each([branches, gaps, items, values])(
  'the report of a file of Dify has each node, edge and reference once',
  (text) => {
    expectComplete(text)
  },
)

test.each([branching, growing, joinedBranches, moderatedChain, questions, repeating, sequence])(
  'the report of a file of Flowise has each node, edge and reference once',
  (text) => {
    expectComplete(text)
  },
)

/** A seeded sequence of numbers below 1. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** Steps in random order with random edges, also back, and a reference to another step in each. */
function randomFlow(seed: number): string {
  const random = randomOf(seed)
  const count = 2 + Math.floor(random() * 10)
  const ids = Array.from({ length: count }, (_, index) => `step${index}`)
  const pick = () => ids[Math.floor(random() * count)] ?? 'step0'
  const steps = ids.map((id) => ({
    id,
    name: 'llmAgentflow',
    inputs: { llmMessages: [{ role: 'user', content: `About {{ ${pick()} }}` }], llmModelConfig: {} },
  }))
  const start = { id: 'start', name: 'startAgentflow', inputs: { startInputType: 'chatInput' } }
  const edges = Array.from({ length: count }, () => `${pick()} 0 ${pick()}`)
  return agentflow([start, ...steps], ['start start step0', ...new Set(edges)])
}

test('the report of any flow has each node, edge and reference once', () => {
  for (let seed = 1; seed <= 100; seed += 1) expectComplete(randomFlow(seed))
})

test('an edge without an effect on the order of the graph is reported as lost', () => {
  const text = agentflow(
    [
      { id: 'start', name: 'startAgentflow', inputs: { startInputType: 'chatInput' } },
      { id: 'say', name: 'directReplyAgentflow', inputs: { directReplyMessage: 'Hi' } },
    ],
    ['start start say', 'say say gone'],
  )
  expect(readFirst(text).report.edges.map(({ to, status }) => `${to} ${status}`)).toEqual([
    'say equivalent',
    'gone missing',
  ])
})

test('a reference to a step that does not run earlier is reported as lost', () => {
  const text = agentflow(
    [
      { id: 'start', name: 'startAgentflow', inputs: { startInputType: 'chatInput' } },
      { id: 'say', name: 'directReplyAgentflow', inputs: { directReplyMessage: '{{ question }} {{ later }}' } },
      { id: 'later', name: 'llmAgentflow', inputs: { llmModelConfig: {} } },
    ],
    ['start start say', 'say say later'],
  )
  const { references } = readFirst(text).report
  expect(references.filter(({ at }) => at === 'say')).toEqual([
    { raw: 'sys.query', at: 'say', status: 'equivalent', target: 'input-1.message' },
    { raw: 'later.text', at: 'say', status: 'missing', target: null },
  ])
})

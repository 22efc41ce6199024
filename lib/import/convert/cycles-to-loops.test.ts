import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { runApp } from '@/lib/nodes/testing/run-app'
import { Settings } from '../settings'
import type { SourceEdge, SourceFlow, SourceNode } from '../source-flow'
import { convertFlow } from './convert-flow'

const node = (id: string, type: string, data: JsonObject = {}): SourceNode => ({
  id,
  item: id,
  type,
  title: id,
  parent: null,
  position: { x: 0, y: 0 },
  data,
})

/** Edges are written `source handle target`. */
function flowOf(nodes: SourceNode[], edges: string[]): SourceFlow {
  return {
    peer: 'fastgpt',
    formatVersion: '1',
    app: { name: 'Cycle', description: '', kind: 'chat' },
    items: nodes.map(({ id, type }) => ({ id, title: id, type, notes: [] })),
    nodes,
    links: [],
    settings: new Settings(),
    edges: edges.map((edge): SourceEdge => {
      const [source = '', handle = '', target = ''] = edge.split(' ')
      return { id: edge, source, handle, target }
    }),
    variables: [
      { name: 'count', type: 'number', scope: 'run', default: '0' },
      { name: 'said', type: 'text', scope: 'run', default: '' },
    ],
  }
}

const assign = (id: string, ...changes: [name: string, operation: string, value: string][]): SourceNode =>
  node(id, 'assigner', {
    changes: changes.map(([name, operation, value]) => ({ variable: ['vars', name], operation, value })),
  })
const check = (id: string, least: number): SourceNode => {
  const condition = { variable_selector: ['vars', 'count'], comparison_operator: '≥', value: String(least) }
  return node(id, 'if-else', { cases: [{ case_id: 'yes', conditions: [condition] }] })
}
const answer = (id: string, text: string): SourceNode => node(id, 'answer', { answer: text })

async function run(flow: SourceFlow) {
  const { graph, report } = convertFlow(flow)
  const compiled = compile({ graph, manifests: manifestOf })
  expect(compiled.ok ? [] : compiled.issues.filter(({ severity }) => severity === 'error')).toEqual([])
  const { outputs, error } = await runApp(graph, { inputs: { message: 'go' } })
  return { text: outputs?.text, error, report }
}

test('a jump back repeats its steps, and later steps read the values of the last round', async () => {
  const flow = flowOf(
    [
      node('start', 'start', { variables: [] }),
      assign('add', ['count', '+=', '1']),
      node('write', 'text', { text: 'round {{#vars.count#}} after {{#keep.text#}}' }),
      check('check', 3),
      node('keep', 'text', { text: '<{{#write.text#}}>' }),
      answer('out', '{{#write.text#}} / {{#vars.count#}}'),
    ],
    [
      'start source add',
      'add source write',
      'write source check',
      'check else keep',
      'keep source add',
      'check yes out',
    ],
  )
  const { text, report } = await run(flow)
  // In the first round, the value of the previous round is empty.
  expect(text).toMatch(/^round 3 after <round 2 after <round 1 after .*>> \/ 3$/)
  expect(report.nodes.flatMap(({ notes }) => notes)).toEqual([])
})

test('a placeholder replaces the jump of a cycle that is entered at two places', () => {
  const { graph, report } = convertFlow(
    flowOf(
      [
        node('start', 'start', { variables: [] }),
        check('which', 1),
        assign('a', ['count', '+=', '1']),
        assign('b', ['count', '+=', '1']),
        answer('out', 'x'),
      ],
      ['start source which', 'which yes a', 'which else b', 'a source b', 'b source a', 'b source out'],
    ),
  )
  expect(report.nodes.flatMap(({ notes }) => notes.map(({ key }) => key))).toEqual(['jump'])
  expect(report.totals.missing).toBe(1)
  const compiled = compile({ graph, manifests: manifestOf })
  expect(compiled.ok ? [] : compiled.issues.map(({ code }) => code)).toContain('PLACEHOLDER')
})

interface Machine {
  states: { letter: string; least: number; yes: number; no: number }[]
}

/** States that add a letter and count, then go on to one of two states, or end. A jump leads to the first one only. */
const machines: fc.Arbitrary<Machine> = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc
    .tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({
          letter: fc.constant(String.fromCharCode(97 + index)),
          least: fc.integer({ min: 1, max: 6 }),
          // `size` is the end.
          yes: fc.integer({ min: index + 1, max: size }),
          no: fc.constantFrom(0, Math.min(size, index + 1)),
        }),
      ),
    )
    .map((states) => ({ states }))
    // A state that nothing leads to would become a second first step.
    .filter(({ states }) => states.every((_, at) => at === 0 || states.some(({ yes, no }) => yes === at || no === at))),
)

function simulate({ states }: Machine): string {
  let [answer, count, at] = ['', 0, 0]
  while (at < states.length) {
    const state = states[at]
    if (!state) break
    answer += state.letter
    count += 1
    at = count >= state.least ? state.yes : state.no
  }
  return `${answer} ${count}`
}

function toFlow({ states }: Machine): SourceFlow {
  const name = (at: number) => (at < states.length ? `state${at}` : 'out')
  return flowOf(
    [
      node('start', 'start', { variables: [] }),
      ...states.flatMap(({ letter, least }, index) => [
        assign(`state${index}`, ['said', 'set', `{{#vars.said#}}${letter}`], ['count', '+=', '1']),
        check(`check${index}`, least),
      ]),
      answer('out', '{{#vars.said#}} {{#vars.count#}}'),
    ],
    [
      'start source state0',
      ...states.flatMap(({ yes, no }, index) => [
        `state${index} source check${index}`,
        `check${index} yes ${name(yes)}`,
        `check${index} else ${name(no)}`,
      ]),
    ],
  )
}

test('random state machines give the same result as loops', async () => {
  await fc.assert(
    fc.asyncProperty(machines, async (machine) => {
      const { text, error } = await run(toFlow(machine))
      expect(error ?? null).toBeNull()
      expect(text).toBe(simulate(machine))
    }),
    { numRuns: 1_000 },
  )
}, 300_000)

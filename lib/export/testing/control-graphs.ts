import { chatApp } from '@/lib/nodes/testing/run-app'
import { type GraphCase, text } from './graph-case'

const isYes = { id: 'yes', name: 'Yes', conditions: [{ left: '{{value}}', operator: 'contains', right: 'yes' }] }

/** Joins of unequal depth, one side of which is a conditional branch. */
const unevenJoin = chatApp(
  [
    { id: 'if', type: 'condition', config: { cases: [isYes] } },
    text('a1', 'a1 {{value}}'),
    text('a2', 'a2 {{value}}'),
    text('a3', 'a3 {{value}}'),
    text('b1', 'b1 {{value}}'),
    { id: 'all', type: 'merge', config: { mode: 'collect' } },
    text('last', '{{v}} / {{a3.text}} / {{b1.text}}'),
  ],
  [
    'in.message -> if.value',
    'if.yes -> a1.value',
    'a1.text -> a2.value',
    'a2.text -> a3.value',
    'in.message -> b1.value',
    'a3.text -> all.values',
    'b1.text -> all.values',
    'all.value -> last.v',
    'last.text -> out.text',
    'all.value -> out.data',
  ],
)

/** Control edges: into a step with inputs, one with references only, and one from both branches. */
const controlled = chatApp(
  [
    { id: 'if', type: 'condition', config: { cases: [isYes] } },
    text('fed', 'fed {{value}}'),
    text('named', 'named {{in.message}}'),
    text('either', 'either'),
    { id: 'all', type: 'merge', config: { mode: 'collect' } },
  ],
  [
    'in.message -> if.value',
    'in.message -> fed.value',
    'if.yes -> fed.when',
    'if.else -> named.when',
    'if.yes -> either.when',
    'if.else -> either.when',
    'fed.text -> all.values',
    'named.text -> all.values',
    'either.text -> all.values',
    'all.value -> out.data',
    'either.text -> out.text',
  ],
)

const conditions = chatApp(
  [
    {
      id: 'if',
      type: 'condition',
      config: {
        cases: [
          {
            id: 'long',
            match: 'any',
            conditions: [
              { left: '{{code.result.size}}', operator: 'greater', right: '5' },
              { left: '{{value}}', operator: 'matches', right: '^\\d+$' },
            ],
          },
          {
            id: 'empty',
            conditions: [
              { left: '{{code.result.list}}', operator: 'is-empty' },
              { left: '{{code.result.flag}}', operator: 'is-true' },
            ],
          },
        ],
      },
    },
    {
      id: 'code',
      type: 'code',
      config: { code: 'return { size: input.text.length, list: [], flag: input.text === "ab" }' },
    },
    text('x', 'long: {{value}}'),
    text('y', 'empty: {{value}}'),
    text('z', 'else: {{value}}'),
    { id: 'any', type: 'merge', config: { mode: 'any' } },
  ],
  [
    'in.message -> code.text',
    'in.message -> if.value',
    'if.long -> x.value',
    'if.empty -> y.value',
    'if.else -> z.value',
    'x.text -> any.values',
    'y.text -> any.values',
    'z.text -> any.values',
    'any.value -> out.text',
  ],
)

const longChain = chatApp(
  Array.from({ length: 40 }, (_, index) => text(`t${index}`, '{{value}}.')),
  [
    'in.message -> t0.value',
    ...Array.from({ length: 39 }, (_, index) => `t${index}.text -> t${index + 1}.value`),
    't39.text -> out.text',
  ],
)

const mapped = chatApp(
  [
    { id: 'split', type: 'code', config: { code: 'return input.text.split(" ")' } },
    { id: 'each', type: 'map', config: { parallel: 2, onItemError: 'keep' } },
    text('say', '{{n}} {{word}} of {{in.message}}', { parent: 'each' }),
    {
      id: 'grow',
      type: 'loop',
      parent: 'each',
      config: { conditions: [{ path: 'done', operator: 'is-true' }], maxRounds: 5 },
    },
    {
      id: 'step',
      type: 'code',
      parent: 'grow',
      config: {
        inputs: [
          { name: 's', kind: 'any' },
          { name: 'n', kind: 'number' },
        ],
        code: 'const text = (input.s.text ?? input.s) + "!"; return { text, done: text.endsWith("!!!") }',
      },
    },
    text('end', '{{grow.result.text}}', { parent: 'each' }),
    { id: 'pause', type: 'wait', config: { amount: 0.01 } },
  ],
  [
    'in.message -> split.text',
    'split.result -> each.items',
    'each.item -> say.word',
    'each.index -> say.n',
    'say.text -> grow.start',
    'grow.state -> step.s',
    'grow.index -> step.n',
    'step.result -> grow.next',
    'end.text -> each.result',
    'each.results -> pause.value',
    'pause.value -> out.data',
    'pause.value -> out.text',
  ],
)

const reads = (right: string) => ({
  cases: [{ id: 'yes', name: 'Yes', conditions: [{ left: '{{value}}', operator: 'equals', right }] }],
})

/** Skips the item “b”, and ends at “d” or after it, with a loop that ends early for every other item. */
const jumping = chatApp(
  [
    { id: 'split', type: 'code', config: { code: 'return input.text.split(" ")' } },
    { id: 'each', type: 'map', config: { parallel: 1 } },
    { id: 'skip', type: 'condition', parent: 'each', config: reads('b') },
    { id: 'next', type: 'loop-continue', parent: 'each' },
    { id: 'last', type: 'condition', parent: 'each', config: reads('d') },
    { id: 'stop', type: 'loop-break', parent: 'each' },
    { id: 'grow', type: 'loop', parent: 'each', config: { conditions: [{ operator: 'ends-with', right: '????' }] } },
    { id: 'enough', type: 'condition', parent: 'grow', config: reads('a!!') },
    { id: 'leave', type: 'loop-break', parent: 'grow' },
    text('add', '{{value}}!', { parent: 'grow' }),
    { id: 'asks', type: 'condition', parent: 'grow', config: reads('c!') },
    { id: 'again', type: 'loop-continue', parent: 'grow' },
    text('question', '{{add.text}}????', { parent: 'grow' }),
  ],
  [
    ...['in.message -> split.text', 'split.result -> each.items', 'each.item -> skip.value'],
    ...['skip.yes -> next.value', 'skip.else -> last.value', 'last.yes -> stop.value', 'last.else -> grow.start'],
    ...['grow.state -> enough.value', 'enough.yes -> leave.value', 'enough.else -> add.value'],
    ...['add.text -> asks.value', 'asks.yes -> question.when', 'asks.else -> again.value'],
    ...['question.text -> grow.next', 'grow.result -> each.result', 'each.results -> out.data'],
    'each.results -> out.text',
  ],
)

/** Joins, branches, containers and a long chain. */
export const CONTROL_CASES: GraphCase[] = [
  { name: 'uneven-taken', graph: unevenJoin, inputs: { message: 'yes please' } },
  { name: 'uneven-not-taken', graph: unevenJoin, inputs: { message: 'no' } },
  { name: 'controlled-taken', graph: controlled, inputs: { message: 'yes' } },
  { name: 'controlled-not-taken', graph: controlled, inputs: { message: 'no' } },
  { name: 'long-chain', graph: longChain, inputs: { message: 'x' } },
  { name: 'conditions-long', graph: conditions, inputs: { message: 'abcdefg' } },
  { name: 'conditions-empty', graph: conditions, inputs: { message: 'ab' } },
  { name: 'conditions-pattern', graph: conditions, inputs: { message: '123' } },
  { name: 'conditions-else', graph: conditions, inputs: { message: 'abc' } },
  { name: 'jumps', graph: jumping, inputs: { message: 'a b c d e' } },
  { name: 'map-and-loop', graph: mapped, inputs: { message: 'a b c' } },
]

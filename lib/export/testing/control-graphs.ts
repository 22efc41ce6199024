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
  { name: 'map-and-loop', graph: mapped, inputs: { message: 'a b c' } },
]

import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type GraphCase, text } from './graph-case'

/** Variables of the run and beyond, set and read at the top and inside a container. */
const variables = withVariables(
  chatApp(
    [
      { id: 'split', type: 'code', config: { code: 'return input.text.split(" ")' } },
      { id: 'each', type: 'map', config: { parallel: 1 } },
      {
        id: 'add',
        type: 'set-variable',
        parent: 'each',
        config: {
          assignments: [
            { variable: 'words', operation: 'append', value: '{{word}}' },
            { variable: 'count', operation: 'increment', value: '1' },
          ],
        },
      },
      text('inside', '{{vars.count}}. {{word}}', { parent: 'each' }),
      {
        id: 'last',
        type: 'set-variable',
        config: {
          assignments: [{ variable: 'note', operation: 'set', value: 'Got {{vars.words}} of {{in.message}}' }],
        },
      },
      text('said', '{{vars.note}} / {{vars.words.1}} / {{vars.count}}'),
    ],
    [
      'in.message -> split.text',
      'split.result -> each.items',
      'each.item -> add.word',
      'each.item -> inside.word',
      'add.values -> inside.when',
      'inside.text -> each.result',
      'each.results -> last.when',
      'each.results -> out.data',
      'last.value -> said.when',
      'said.text -> out.text',
    ],
  ),
  [
    { name: 'words', type: 'list', scope: 'conversation' },
    { name: 'count', type: 'number', scope: 'run', default: '10' },
    { name: 'note', type: 'text', scope: 'user' },
  ],
)

function withVariables(graph: Graph, declared: JsonObject[]): Graph {
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { variables: declared } } : node))
  return { ...graph, nodes }
}

const lists = chatApp(
  [
    {
      id: 'words',
      type: 'list',
      config: {
        operations: [
          { operation: 'split', separator: ' ' },
          { operation: 'filter', operator: 'not-equals', value: '{{skip}}' },
          { operation: 'unique' },
          { operation: 'sort', direction: 'descending' },
        ],
      },
    },
    text('skip', 'x'),
    {
      id: 'edit',
      type: 'edit-fields',
      config: {
        fields: [
          { path: 'words.all', action: 'set', type: 'list', value: '{{all}}' },
          { path: 'words.count', action: 'set', type: 'number', value: '{{words.count}}' },
          { path: 'note', action: 'set', type: 'text', value: 'From {{words.first}} to {{words.last}}' },
        ],
      },
    },
  ],
  [
    'in.message -> words.items',
    'in.message -> skip.when',
    'skip.text -> words.skip',
    'words.items -> edit.all',
    'edit.object -> out.data',
    'words.text -> out.text',
  ],
)

const jinja = chatApp(
  [
    { id: 'words', type: 'list', config: { operations: [{ operation: 'split', separator: ' ' }] } },
    {
      id: 't',
      type: 'template',
      config: {
        engine: 'jinja',
        jinja:
          '{% for word in words %}{{ loop.index }}: {{ word | title }}{% if not loop.last %}, {% endif %}{% endfor %}',
        values: [{ name: 'words', value: '{{all}}' }],
      },
    },
  ],
  ['in.message -> words.items', 'words.items -> t.all', 't.text -> out.text'],
)

const values = chatApp(
  [
    { id: 'sum', type: 'math', config: { expression: 'round(({{amount}} + 0.1) * 3, 2)' } },
    {
      id: 'due',
      type: 'date',
      config: { operation: 'add', amount: 1, unit: 'days', format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' },
    },
    text('day', '2026-03-28T12:00:00'),
    text('page', '<h1>Hi</h1><a href="/x">There</a><script>no</script>'),
    {
      id: 'find',
      type: 'extract',
      config: {
        fields: [
          { name: 'title', selector: 'h1' },
          { name: 'links', selector: 'a', take: 'attribute', all: true },
        ],
      },
    },
    text('all', '{{sum.text}} {{due.text}} {{find.values}}'),
  ],
  [
    'in.message -> sum.amount',
    'in.message -> day.when',
    'day.text -> due.date',
    'in.message -> page.when',
    'page.text -> find.text',
    'sum.text -> all.when',
    'all.text -> out.text',
    'find.values -> out.data',
  ],
)

/** Variables, lists, templates and other values. */
export const VALUE_CASES: GraphCase[] = [
  { name: 'variables', graph: variables, inputs: { message: 'a b c' } },
  { name: 'lists', graph: lists, inputs: { message: 'b x a c a' } },
  { name: 'jinja', graph: jinja, inputs: { message: 'ada bob' } },
  { name: 'values', graph: values, inputs: { message: '2.2' } },
]

import { expect, test } from 'vitest'
import { builtinOnly, scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const classes = [
  { id: 'k1', name: 'Bill', examples: ['Where is my invoice?', ' '] },
  { id: 'k2', name: 'Bug', examples: ['It crashes'] },
]
const graphOf = (config: { mode: string; threshold?: number }) =>
  chatApp(
    [
      { id: 'c', type: 'classifier', config: { ...config, classes } },
      { id: 't', type: 'template', config: { text: '{{bill}}|{{label}}|{{confidence}}' } },
      { id: 'o', type: 'template', config: { text: 'other {{text}}' } },
    ],
    [
      'in.message -> c.text',
      'c.k1 -> t.bill',
      'c.label -> t.label',
      'c.confidence -> t.confidence',
      'c.other -> o.text',
      't.text -> out.text',
      'o.text -> out.text',
    ],
  )

test('sends the text to the best class, ignoring empty examples', async () => {
  const requests: unknown[] = []
  const models = {
    ...builtinOnly(),
    classify: async ({ classes: received }: { classes: unknown }) => {
      requests.push(received)
      return [
        { name: 'Bug', probability: 0.2 },
        { name: 'Bill', probability: 0.8 },
      ]
    },
  }
  const { outputs } = await runApp(graphOf({ mode: 'examples' }), {
    inputs: { message: 'Invoice!' },
    ports: { models },
  })
  expect(outputs?.text).toBe('Invoice!|Bill|0.8')
  expect(requests[0]).toEqual([
    { name: 'Bill', examples: ['Where is my invoice?'] },
    { name: 'Bug', examples: ['It crashes'] },
  ])
  const unsure = await runApp(graphOf({ mode: 'examples', threshold: 0.9 }), {
    inputs: { message: 'Invoice!' },
    ports: { models },
  })
  expect(unsure.outputs?.text).toBe('other Invoice!')
})

test.each([
  ['{"class":"Bill"}', 'Hm|Bill|1'],
  ['The class is bill.', 'Hm|Bill|1'],
  ['{"class":"other"}', 'other Hm'],
  ['Bill or Bug', 'other Hm'],
  ['{"class":"constructor"}', 'other Hm'],
])('routes by the class that a model answers: %s', async (text, expected) => {
  const { models } = scriptedModel([{ text }])
  const { outputs } = await runApp(graphOf({ mode: 'model' }), { inputs: { message: 'Hm' }, ports: { models } })
  expect(outputs?.text).toBe(expected)
})

test('reports classes without examples, duplicate names and names of other ports as graph issues', () => {
  const config = manifest.config.parse({
    classes: [
      { id: 'other', name: 'A', examples: ['x'] },
      { id: 'k2', name: 'A' },
    ],
  })
  expect(manifest.check?.(config, 'c').map((issue) => issue.path)).toEqual(['classes', 'classes', 'classes.1.examples'])
})

const trainedGraph = chatApp(
  [
    {
      id: 'c',
      type: 'classifier',
      config: { mode: 'trained', trained: { name: 'triage', classes: [{ id: 'c-bill', name: 'bill' }] } },
    },
    { id: 't', type: 'template', config: { text: '{{bill}}|{{label}}|{{confidence}}' } },
    { id: 'o', type: 'template', config: { text: 'other {{text}} {{c.label}}' } },
  ],
  [
    'in.message -> c.text',
    'c.c-bill -> t.bill',
    'c.label -> t.label',
    'c.confidence -> t.confidence',
    'c.other -> o.text',
    't.text -> out.text',
    'o.text -> out.text',
  ],
)

test.each([
  ['a class of its own', 'bill', 'Hm|bill|0.9'],
  ['none of the classes', null, 'other Hm Other'],
  ['a class that was learned later', 'brand new', 'other Hm Other'],
])('routes by the prediction of a trained model: %s', async (_, label, expected) => {
  const requests: object[] = []
  const models = {
    ...builtinOnly(),
    predict: async ({ model, text, nodeId }: { model: string; text: string; nodeId?: string }) => {
      requests.push({ model, text, nodeId })
      return { label, probability: 0.9, probabilities: [], version: 3 }
    },
  }
  const { outputs } = await runApp(trainedGraph, { inputs: { message: 'Hm' }, ports: { models } })
  expect(outputs?.text).toBe(expected)
  expect(requests).toEqual([{ model: 'triage', text: 'Hm', nodeId: 'c' }])
})

test('requires a trained model, whose classes become the branches', () => {
  const empty = manifest.config.parse({ mode: 'trained' })
  expect(manifest.check?.(empty, 'c').map(({ path }) => path)).toEqual(['trained'])
  const selected = manifest.config.parse({
    mode: 'trained',
    trained: { name: 'triage', classes: [{ id: 'c-a', name: 'a' }] },
  })
  expect(manifest.check?.(selected, 'c')).toEqual([])
  expect(manifest.ports(selected).outputs.map(({ id }) => id)).toEqual(['c-a', 'other', 'label', 'confidence'])
})

test('reads graphs stored before trained models existed', () => {
  const before = manifest.config.parse({ mode: 'examples', classes, threshold: 0.4 })
  expect(manifest.ports(before).outputs.map(({ id }) => id)).toEqual(['k1', 'k2', 'other', 'label', 'confidence'])
})

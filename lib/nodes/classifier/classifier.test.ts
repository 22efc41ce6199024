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

test('by examples: the best class gets the text, empty examples are left out', async () => {
  const asked: unknown[] = []
  const models = {
    ...builtinOnly(),
    classify: async ({ classes: given }: { classes: unknown }) => {
      asked.push(given)
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
  expect(asked[0]).toEqual([
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
])('by a model that says %s', async (text, expected) => {
  const { models } = scriptedModel([{ text }])
  const { outputs } = await runApp(graphOf({ mode: 'model' }), { inputs: { message: 'Hm' }, ports: { models } })
  expect(outputs?.text).toBe(expected)
})

test('classes without examples, of one name, or on the ports of others are problems of the graph', () => {
  const config = manifest.config.parse({
    classes: [
      { id: 'other', name: 'A', examples: ['x'] },
      { id: 'k2', name: 'A' },
    ],
  })
  expect(manifest.check?.(config, 'c').map((issue) => issue.path)).toEqual(['classes', 'classes', 'classes.1.examples'])
})

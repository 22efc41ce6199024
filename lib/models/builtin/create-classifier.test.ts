import { expect, test } from 'vitest'
import { createClassifier } from './create-classifier'
import { predictSoftmax } from './softmax-model'
import { trainSoftmax } from './train-softmax'

/** Bag-of-words vectors replace the model in this test. */
const VOCABULARY = ['refund', 'money', 'card', 'lost', 'stolen', 'password', 'login']
let embedded = 0
const embed = async (texts: string[]) => {
  embedded += texts.length
  return texts.map((text) => {
    const counts = VOCABULARY.map((word) => (text.includes(word) ? 1 : 0.01))
    const length = Math.hypot(...counts)
    return Float32Array.from(counts, (count) => count / length)
  })
}
const classes = [
  { name: 'refund', examples: ['I want a refund', 'give my money back', 'refund my money'] },
  { name: 'card', examples: ['my card is lost', 'card stolen', 'lost card'] },
  { name: 'login', examples: ['forgot my password', 'cannot login'] },
]
const signal = new AbortController().signal

test('returns the most likely class first, with probabilities that sum to one', async () => {
  const { classify } = createClassifier(embed)
  const ranked = await classify({ text: 'someone has stolen my card', classes, signal })
  expect(ranked[0]?.name).toBe('card')
  expect(ranked[0]?.probability).toBeGreaterThan(0.6)
  expect(ranked.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)
})

test('trains once for the same examples', async () => {
  const { classify } = createClassifier(embed)
  embedded = 0
  await Promise.all([classify({ text: 'refund', classes, signal }), classify({ text: 'password', classes, signal })])
  await classify({ text: 'card', classes, signal })
  expect(embedded).toBe(8 + 3)
})

test('uses the name of a class without examples, and rejects a single class', async () => {
  const { classify } = createClassifier(embed)
  const unevenClasses = [
    { name: 'refund', examples: [] },
    { name: 'password', examples: [] },
  ]
  expect((await classify({ text: 'my password', classes: unevenClasses, signal }))[0]?.name).toBe('password')
  await expect(classify({ text: 'x', classes: unevenClasses.slice(1), signal })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

test('stops training early, with a reproducible result', async () => {
  const vectors = Array.from({ length: 90 }, (_, index) =>
    Float32Array.of(index % 3 === 0 ? 1 : 0, index % 3 === 1 ? 1 : 0, index % 3 === 2 ? 1 : 0),
  )
  const labels = vectors.map((_, index) => index % 3)
  const epochs: number[] = []
  const train = () =>
    trainSoftmax({
      vectors,
      labels,
      classes: 3,
      maxEpochs: 5_000,
      learningRate: 0.05,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    })
  const [first, second] = [await train(), await train()]
  expect(epochs.length).toBeLessThan(2_000)
  expect(first.weights).toEqual(second.weights)
  expect(predictSoftmax(first, Float32Array.of(0, 1, 0))[1]).toBeGreaterThan(0.9)
})

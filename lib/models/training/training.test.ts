import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '@/lib/core/seeded-random'
import { bundleEntry } from '../builtin/bundle-entry'
import { chooseThreshold } from './choose-threshold'
import { classificationMetrics } from './classification-metrics'
import { runTrainer } from './run-trainer'
import { stratifiedFolds } from './stratified-folds'
import { stratifiedPart } from './stratified-part'
import type { TrainerInput } from './trainer-protocol'

const DIMS = 16
let entry: URL
beforeAll(async () => {
  entry = await bundleEntry('lib/models/training/trainer.entry.ts')
})
afterAll(() => rm(path.dirname(entry.pathname), { recursive: true }))

test('keeps class shares in folds, with every example exactly once', () => {
  const labels = [...Array(30).fill(0), ...Array(12).fill(1), ...Array(3).fill(2)]
  const folds = stratifiedFolds(labels, 3, 1)
  for (const fold of [0, 1, 2]) {
    const counts = [0, 1, 2].map((label) => labels.filter((l, index) => l === label && folds[index] === fold).length)
    expect(counts).toEqual([10, 4, 1])
  }
  expect(stratifiedFolds(labels, 3, 1)).toEqual(folds)
  expect(stratifiedFolds(labels, 3, 2)).not.toEqual(folds)
})

test('keeps class shares in a sample, with at least one example per class', () => {
  const labels = [...Array(40).fill(0), ...Array(10).fill(1), ...Array(3).fill(2)]
  const part = stratifiedPart(labels, 0.1, 1)
  expect([0, 1, 2].map((label) => part.filter((index) => labels[index] === label).length)).toEqual([4, 1, 1])
  expect(new Set(part).size).toBe(part.length)
})

test('computes the metrics of a hand-worked example', () => {
  // cat: 3, of which 2 found; dog: 2, of which 1 found; ant: absent, predicted once.
  const metrics = classificationMetrics(['cat', 'dog', 'ant'], [0, 0, 0, 1, 1], [0, 0, 1, 1, 2])
  expect(metrics.confusion).toEqual([
    [2, 1, 0],
    [0, 1, 1],
    [0, 0, 0],
  ])
  expect(metrics.accuracy).toBeCloseTo(3 / 5)
  expect(metrics.classes).toEqual([
    { name: 'cat', examples: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
    { name: 'dog', examples: 2, precision: 0.5, recall: 0.5, f1: 0.5 },
    { name: 'ant', examples: 0, precision: 0, recall: null, f1: 0 },
  ])
  expect(metrics.macroF1).toBeCloseTo(0.65)
  expect(classificationMetrics(['a', 'b'], [], []).accuracy).toBeNull()
})

test('chooses a threshold that rejects unknown texts and keeps known ones', () => {
  const knownAnswers = Array.from({ length: 100 }, (_, index) => ({
    probability: 0.7 + index / 400,
    kind: 'right' as const,
  }))
  const strangers = Array.from({ length: 50 }, (_, index) => ({
    probability: 0.2 + index / 125,
    kind: 'stranger' as const,
  }))
  const best = chooseThreshold([...knownAnswers, ...strangers])
  expect(best.by).toBe('strangers')
  expect(best.threshold).toBeGreaterThan(0.59)
  expect(best.threshold).toBeLessThanOrEqual(0.7)
  const without = chooseThreshold(knownAnswers)
  expect([without.by, without.threshold]).toEqual(['quantile', 0.71])
  expect(chooseThreshold([]).threshold).toBe(0)
})

/** Clusters of vectors around class centers. */
function clouds(classes: number, each: number): TrainerInput {
  const random = seededRandom(3)
  const labels = Array.from({ length: classes * each }, (_, index) => index % classes)
  const vectors = new Float32Array(labels.length * DIMS)
  for (const [row, label] of labels.entries()) {
    const values = Array.from({ length: DIMS }, (_, dim) => (dim === label ? 1 : 0) + (random() - 0.5) * 0.4)
    const length = Math.hypot(...values)
    vectors.set(
      values.map((value) => value / length),
      row * DIMS,
    )
  }
  return {
    dims: DIMS,
    names: Array.from({ length: classes }, (_, index) => `class ${index}`),
    vectors,
    labels,
    test: [],
    options: { folds: 3, weightDecays: [0, 0.5], threshold: null, learningCurve: true, seed: 7 },
  }
}

test('trains in a thread, reports progress, and measures on held-out examples', async () => {
  const seen: number[] = []
  const steps = new Set<string>()
  const { model, report } = await runTrainer(clouds(6, 40), {
    entry,
    signal: AbortSignal.timeout(60_000),
    onProgress: ({ done, step }) => {
      seen.push(done)
      steps.add(step)
    },
  })
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBeCloseTo(1)
  expect([...steps]).toEqual(['choose', 'threshold', 'fit', 'curve'])
  expect(model.weights).toHaveLength(6 * DIMS)
  expect(report).toMatchObject({ measuredOn: 'test', trainedOn: 192, threshold: { by: 'strangers' } })
  expect(report.metrics.examples).toBe(48)
  expect(report.metrics.accuracy).toBeGreaterThan(0.95)
  expect(report.tried.map(({ weightDecay }) => weightDecay)).toEqual([0, 0.5])
  expect(report.learningCurve.map(({ examples }) => examples)).toEqual([
    expect.any(Number),
    expect.any(Number),
    expect.any(Number),
    192,
  ])
  expect(report.learningCurve.at(-1)?.accuracy).toBe(report.metrics.accuracy)
})

test("measures on the data set's test examples and never trains on them", async () => {
  const input = clouds(3, 20)
  // Swapped labels: only a model trained on them could predict them.
  const testIndexes = [57, 58, 59]
  for (const index of testIndexes) input.labels[index] = ((input.labels[index] ?? 0) + 1) % 3
  const { report } = await runTrainer(
    { ...input, test: testIndexes },
    { entry, signal: AbortSignal.timeout(60_000), onProgress() {} },
  )
  expect(report.metrics).toMatchObject({ examples: 3, accuracy: 0 })
  expect(report.trainedOn).toBe(57)
  expect(report.threshold.by).toBe('quantile')
})

test('cross-validates small data sets and respects a given threshold', async () => {
  const input = clouds(2, 5)
  const options = { ...input.options, threshold: 0.8 }
  const { report } = await runTrainer(
    { ...input, options },
    { entry, signal: AbortSignal.timeout(60_000), onProgress() {} },
  )
  expect(report).toMatchObject({
    measuredOn: 'folds',
    trainedOn: 10,
    learningCurve: [],
    threshold: { threshold: 0.8, by: 'given' },
  })
  expect(report.metrics.examples).toBe(10)
})

test('is reproducible for the same examples and seed', async () => {
  const train = () => runTrainer(clouds(3, 12), { entry, signal: AbortSignal.timeout(60_000), onProgress() {} })
  const [one, two] = [await train(), await train()]
  expect(one.model.weights).toEqual(two.model.weights)
})

test('aborts the thread during training', async () => {
  const controller = new AbortController()
  const training = runTrainer(clouds(12, 400), {
    entry,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  })
  await expect(training).rejects.toThrow('enough')
})

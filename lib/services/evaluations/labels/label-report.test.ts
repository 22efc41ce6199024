import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { classificationMetrics } from '@/lib/models/training/classification-metrics'
import { type LabeledAnswer, labelReport } from './label-report'

const FOLDER = new URL('../../../../../shared/data/', import.meta.url)
const exists = existsSync(new URL('banking77-test.csv', FOLDER))
const lower = (text: string) => text.trim().toLowerCase()

/** Macro-F1 by its definition: the mean over labels of 2PR / (P + R). */
function reference(answers: readonly LabeledAnswer[]): number {
  const labels = [...new Set(answers.map(({ expected }) => expected))]
  const scores = labels.map((label) => {
    const hits = answers.filter(({ expected, answer }) => expected === label && answer === label).length
    const precision = hits / Math.max(1, answers.filter(({ answer }) => answer === label).length)
    const recall = hits / answers.filter(({ expected }) => expected === label).length
    return hits === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  })
  return scores.reduce((sum, score) => sum + score, 0) / labels.length
}

test('computes macro-F1 by its definition, and counts answers that are not a label as wrong', () => {
  const pairs = ['a a', 'a a', 'a b', 'b b', 'b b', 'b x', 'c a', 'c C'].map((pair) => pair.split(' '))
  const answers = pairs.map(([expected = '', answer = '']) => ({ expected, answer }))
  const report = labelReport(answers, lower)
  expect(report?.macroF1).toBeCloseTo(
    reference(answers.map(({ expected, answer }) => ({ expected, answer: lower(answer) }))),
  )
  expect(report).toMatchObject({ accuracy: 5 / 8, unknown: 1, examples: 8 })
  expect(report?.mixUps).toContainEqual({ expected: 'b', answer: null, count: 1 })
  expect(report?.classes.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})

test('reports nothing if the expected texts are not labels', () => {
  const texts = Array.from({ length: 10 }, (_, index) => ({ expected: `answer ${index}`, answer: 'x' }))
  expect(labelReport(texts, lower)).toBeNull()
  expect(labelReport([], lower)).toBeNull()
})

const Row = z.object({ text: z.string(), category: z.string() })
const read = (name: string) =>
  z.array(Row).parse(parse(readFileSync(new URL(name, FOLDER)), { columns: true, skip_empty_lines: true }))

/** The label of the training text that shares most rare words. */
function nearest(train: readonly z.infer<typeof Row>[]) {
  const words = (text: string) => [...new Set(text.toLowerCase().match(/[a-z]+/g))]
  const index = new Map<string, number[]>()
  for (const [place, { text }] of train.entries())
    for (const word of words(text)) {
      const places = index.get(word)
      if (places) places.push(place)
      else index.set(word, [place])
    }
  return (text: string): string => {
    const scores = new Map<number, number>()
    for (const word of words(text)) {
      const places = index.get(word) ?? []
      if (places.length > 100) continue
      for (const place of places) scores.set(place, (scores.get(place) ?? 0) + 1 / places.length)
    }
    let best = { place: 0, score: 0 }
    for (const [place, score] of scores) if (score > best.score) best = { place, score }
    return train[best.place]?.category ?? ''
  }
}

test.skipIf(!exists)('gives the same macro-F1 on BANKING77 as the training page', () => {
  const predict = nearest(read('banking77-train.csv').filter((_, index) => index % 4 === 0))
  const answers = read('banking77-test.csv').map(({ text, category }) => ({
    expected: category,
    answer: predict(text),
  }))
  const names = [...new Set(answers.map(({ expected }) => expected))]
  const place = (label: string) => names.indexOf(label)
  const page = classificationMetrics(
    names,
    answers.map(({ expected }) => place(expected)),
    answers.map(({ answer }) => place(answer)),
  )
  const report = labelReport(answers, lower)
  expect(report?.classes).toHaveLength(77)
  expect(report?.macroF1).toBeCloseTo(page.macroF1 ?? 0, 12)
  expect(report?.macroF1).toBeCloseTo(reference(answers), 12)
  expect(report?.macroF1).toBeGreaterThan(0.3)
})

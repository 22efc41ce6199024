import { expect, test } from 'vitest'
import type { LabFound } from '@/lib/contracts/retrieval-lab-runs'
import { newId } from '@/lib/core/new-id'
import { proposeThreshold, type SureAnswer } from './propose-threshold'

const [right, copy, other] = [newId(), newId(), newId()]
const passage = (documentId: string, confidence: number, holds: number[] = []): LabFound => ({
  chunkId: newId(),
  documentId,
  documentName: `${documentId}.md`,
  headings: [],
  page: null,
  text: '',
  confidence,
  holds,
})
/** The answer is found with one confidence; without its document the best passage would have the other. */
const answer = (confidence: number, confidenceWithout: number): SureAnswer => ({
  expected: [{ documentId: right, documentName: '', quote: '' }],
  places: [1],
  answerFound: null,
  confidence,
  found: [passage(right, confidence, [0]), passage(right, 0.99), passage(other, confidenceWithout)],
})
const answersOf = (count: number, make: (index: number) => SureAnswer) =>
  Array.from({ length: count }, (_, index) => make(index))

test('proposes the highest step that loses one question in twenty, with the rejections without the documents', () => {
  const answers = answersOf(40, (index) => answer(index < 2 ? 0.12 : 0.63, index < 30 ? 0.2 : 0.7))
  expect(proposeThreshold(answers, 0)).toEqual({
    threshold: { threshold: 0.6, answered: 40, lost: 0.05, without: 40, refused: 0.75 },
    noThreshold: null,
  })
  const [one] = answersOf(1, () => answer(0.3, 0.1))
  expect(proposeThreshold([...answers, ...(one ? [one] : [])], 0).threshold?.threshold).toBe(0.3)
})

test('ignores answers that were not found, and removes a second document with the answer', () => {
  const missed = answersOf(30, () => ({ ...answer(0.05, 0.05), places: [null] }))
  const withDuplicates = answersOf(20, () => ({
    ...answer(0.8, 0),
    found: [passage(right, 0.8, [0]), passage(copy, 0.79, [0]), passage(other, 0.4)],
    places: [1],
  }))
  expect(proposeThreshold([...missed, ...withDuplicates], 0).threshold).toMatchObject({
    threshold: 0.8,
    answered: 20,
    lost: 0,
    refused: 1,
  })
})

test('measures found answers but not rejections from questions that only have answer texts', () => {
  const typed = answersOf(25, () => ({ ...answer(0.5, 0.1), expected: [], places: [], answerFound: true }))
  expect(proposeThreshold(typed, 0).threshold).toEqual({
    threshold: 0.5,
    answered: 25,
    lost: 0,
    without: 0,
    refused: null,
  })
})

test.each([
  ['few-answered', answersOf(19, () => answer(0.9, 0.1)), 0, 19],
  ['few-answered', [], 0, 0],
  ['too-unsure', answersOf(40, () => answer(0.01, 0.01)), 0, 40],
  ['has-one', answersOf(40, () => answer(0.9, 0.1)), 0.4, 40],
] as const)('proposes none and explains why: %s', (reason, answers, searchThreshold, answered) => {
  expect(proposeThreshold(answers, searchThreshold)).toEqual({ threshold: null, noThreshold: { reason, answered } })
})

import { expect, test } from 'vitest'
import { packSketches } from '@/lib/models/builtin/passage-sketches'
import { readQuestionSketch } from '../../vectors/sketch-similarities'
import type { FusedCandidate } from './fuse'
import { joinByTokens } from './fuse-by-tokens'
import type { CandidateRow } from './load-candidates'

const DIMS = 32
const wave = (step: number) => Float32Array.from({ length: DIMS }, (_, dim) => Math.sin(step * (dim + 1)))
const question = readQuestionSketch(wave(1), { vectors: wave(0.7), weights: Float32Array.of(3) })

/** Each slightly worse than the previous one. */
const joined: FusedCandidate[] = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  vectorRank: index + 1,
  keywordRank: null,
  similarity: 0.6,
  words: 0,
  fused: 0.8 - index / 100,
  joined: 0.8 - index / 100,
}))

function rowsOf(tokens: Readonly<Record<string, Float32Array | null>>): Map<string, CandidateRow> {
  return new Map(
    Object.entries(tokens).map(([id, token]) => [
      id,
      {
        id,
        documentId: id,
        documentName: id,
        ordinal: 0,
        text: id,
        context: '',
        headings: [],
        page: null,
        start: 0,
        end: 1,
        parentStart: null,
        parentEnd: null,
        neighbourSimilarity: null,
        signs: token && packSketches([], [token]),
      },
    ]),
  )
}
const ids = (list: readonly FusedCandidate[]) => list.map(({ id }) => id).join('')

test('prefers a close token match to slightly better keyword and semantic scores', () => {
  const rows = rowsOf({ a: wave(2.9), b: wave(2.9), c: wave(0.7) })
  const list = joinByTokens(joined, 3, rows, question)
  expect(ids(list)).toBe('cabd')
  expect(list.map(({ fused }) => fused)).toEqual([0.78, 0.8, 0.79, 0.77])
  const scores = list.map((candidate) => candidate.joined)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(scores[0]).toBeCloseTo(0.78 / 0.8 / 3 + 2 / 3, 5)
})

test('drops a passage deleted meanwhile, and keeps the remaining list after the compared passages', () => {
  expect(ids(joinByTokens(joined, 3, rowsOf({ a: wave(2.9), c: wave(0.7) }), question))).toBe('cad')
})

test('keeps the order without tokens of the question or of one of the passages', () => {
  const rows = rowsOf({ a: wave(2.9), b: wave(2.9), c: wave(0.7) })
  expect(joinByTokens(joined, 3, rows, null)).toEqual(joined)
  expect(joinByTokens(joined, 3, rowsOf({ a: wave(2.9), b: null, c: wave(0.7) }), question)).toEqual(joined)
  expect(joinByTokens([], 3, rows, question)).toEqual([])
})

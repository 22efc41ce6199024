import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScorerSettings } from '@/lib/contracts/scorers'
import { JsonObjectSchema } from '@/lib/core/json'
import type { ScoredAnswer } from './scored-answer'
import { summarizeExperiment } from './summarize-experiment'

const scorers = [ScorerSettings.parse({ id: 'f1', kind: 'token-f1' })]

const answer = fc.record({
  example: fc.nat(14),
  variant: fc.nat(1),
  cluster: fc.option(fc.constantFrom('a', 'b'), { nil: null }),
  latencyMs: fc.option(fc.oneof(fc.constant(0), fc.nat(3), fc.double({ min: 0, max: 1e6, noNaN: true })), {
    nil: null,
  }),
  costMicros: fc.option(fc.nat(2), { nil: null }),
  value: fc.option(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), { nil: null }),
})

test('every summary can be stored as JSON, whatever was measured', () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 40 }), fc.constantFrom(0, 0.02), (drawn, margin) => {
      const answers = drawn.map(({ example, variant, cluster, latencyMs, costMicros, value }): ScoredAnswer => {
        const score = { outcome: value === null ? ('no-verdict' as const) : ('scored' as const), value }
        return {
          variant,
          exampleId: String(example),
          cluster,
          isFailed: false,
          isInterrupted: false,
          latencyMs,
          costMicros,
          scores: new Map([['f1', score]]),
        }
      })
      for (const summary of summarizeExperiment(answers, { scorers, variants: 2, margin }))
        expect(() => JsonObjectSchema.parse(summary), JSON.stringify(summary)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})

const trialsOf = (values: readonly (number | null)[], label: string | null = null): ScoredAnswer[] =>
  values.map((value, index) => ({
    variant: 0,
    exampleId: `${label} ${values.join()}`,
    cluster: null,
    isFailed: false,
    isInterrupted: false,
    latencyMs: index,
    costMicros: null,
    scores: new Map([
      ['f1', { outcome: value === null ? ('no-verdict' as const) : ('scored' as const), value, label }],
    ]),
  }))

test('reports how often all of k repeated trials pass', () => {
  const answers = [...trialsOf([1, 1, 1, 1]), ...trialsOf([1, 0, 0, 0]), ...trialsOf([1, null, 1, 1])]
  const [summary] = summarizeExperiment(answers, { scorers, variants: 1, margin: 0.02 })
  expect(summary?.reliability.map(({ k, count }) => [k, count])).toEqual([
    [1, 2],
    [2, 2],
    [3, 2],
    [4, 2],
  ])
  expect(summary?.reliability.map(({ allPass }) => allPass)).toEqual([0.625, 0.5, 0.5, 0.5])
  expect(summary?.reliability.map(({ anyPasses }) => anyPasses)).toEqual([0.625, 0.75, 0.875, 1])
  const [once] = summarizeExperiment(trialsOf([1]), { scorers, variants: 1, margin: 0.02 })
  expect(once?.reliability).toEqual([])
})

test('reports F1 and coverage of declined answers', () => {
  const abstention = [ScorerSettings.parse({ id: 'f1', kind: 'abstention' })]
  const answers = [
    ...trialsOf([1], 'abstained'),
    ...trialsOf([0], 'abstained'),
    ...trialsOf([1], 'answered'),
    ...trialsOf([0], 'answered'),
    ...trialsOf([null], 'answered'),
  ]
  const [summary] = summarizeExperiment(answers, { scorers: abstention, variants: 1, margin: 0.02 })
  expect(summary?.abstention).toEqual({
    answerable: 2,
    unanswerable: 2,
    coverage: 0.5,
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
  })
})

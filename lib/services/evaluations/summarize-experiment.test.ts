import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScorerSettings } from '@/lib/contracts/scorers'
import { JsonObjectSchema } from '@/lib/core/json'
import { type ScoredAnswer, summarizeExperiment } from './summarize-experiment'

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

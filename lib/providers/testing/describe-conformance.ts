import { describe } from 'vitest'
import type { ConformanceCase } from './conformance-case'
import { testAnswers } from './test-answers'
import { testBadAnswers } from './test-bad-answers'

/** Everything that a service client must support and survive: requests, responses and bad responses. */
export function describeConformance(given: ConformanceCase): void {
  const name = given.title === undefined ? given.provider : `${given.provider} ${given.title}`
  describe(`${name} speaks ${given.dialect.name}`, () => {
    testAnswers(given)
    testBadAnswers(given)
  })
}

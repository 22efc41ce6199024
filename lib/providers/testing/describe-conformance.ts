import { describe } from 'vitest'
import type { ConformanceCase } from './conformance-case'
import { testAnswers } from './test-answers'
import { testBadAnswers } from './test-bad-answers'

/** Everything that a service client must support and survive: requests, responses and bad responses. */
export function describeConformance(conformanceCase: ConformanceCase): void {
  const name =
    conformanceCase.title === undefined
      ? conformanceCase.provider
      : `${conformanceCase.provider} ${conformanceCase.title}`
  describe(`${name} speaks ${conformanceCase.dialect.name}`, () => {
    testAnswers(conformanceCase)
    testBadAnswers(conformanceCase)
  })
}

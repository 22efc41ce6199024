import { expect, test } from 'vitest'
import { manifests } from './manifests.gen'
import { CONFORMANCE_CASES } from './testing/conformance-cases'
import { describeConformance } from './testing/describe-conformance'

for (const conformanceCase of CONFORMANCE_CASES) describeConformance(conformanceCase)

test('every chat service has a case in this suite', () => {
  const chatting = Object.values(manifests).filter(({ abilities }) => abilities.some((ability) => ability === 'chat'))
  const covered = new Set<string>(CONFORMANCE_CASES.map(({ provider }) => provider))
  expect(chatting.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
})

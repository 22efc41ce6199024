import { expect, test } from 'vitest'
import { overallProgress, STAGES } from './document-status'

test('progress never decreases between stages', () => {
  const steps = STAGES.flatMap((stage) => [overallProgress(stage, 0), overallProgress(stage, 1)])
  expect(steps).toEqual([...steps].sort((a, b) => Number(a) - Number(b)))
  expect([steps.at(0), steps.at(-1)]).toEqual([0, 1])
})

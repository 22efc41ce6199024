import { expect, test } from 'vitest'
import { overallProgress, STAGES } from './document-status'

test('progress never decreases between stages', () => {
  const way = STAGES.flatMap((stage) => [overallProgress(stage, 0), overallProgress(stage, 1)])
  expect(way).toEqual([...way].sort((a, b) => Number(a) - Number(b)))
  expect([way.at(0), way.at(-1)]).toEqual([0, 1])
})

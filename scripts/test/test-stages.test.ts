import { expect, test } from 'vitest'
import { chooseStages, STAGES } from './test-stages.mjs'

test('runs every stage by default and may install what is missing', () => {
  expect(chooseStages([])).toEqual({ stages: [...STAGES], mayInstall: true })
})

test('runs the named stages, quick ones first', () => {
  expect(chooseStages(['e2e', 'static', '--no-install'])).toEqual({ stages: ['static', 'e2e'], mayInstall: false })
})

test('names the known stages when one is unknown', () => {
  expect(chooseStages(['units'])).toEqual({
    error: 'npm test does not know "units". It knows static, unit, postgres, clients, e2e and --no-install.',
  })
})

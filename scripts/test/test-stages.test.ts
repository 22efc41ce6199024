import { expect, test } from 'vitest'
import { chooseStages, STAGES } from './test-stages.mjs'

const timesFile = 'node_modules/.cache/patchbay/stage-times.json'
const known = 'It knows static, unit, postgres, clients, e2e, --no-install and --times FILE.'

test('runs every stage by default and may install missing programs', () => {
  expect(chooseStages([])).toEqual({ stages: [...STAGES], mayInstall: true, timesFile })
})

test('runs the named stages, quick ones first', () => {
  const stages = ['static', 'e2e']
  expect(chooseStages(['e2e', 'static', '--no-install'])).toEqual({ stages, mayInstall: false, timesFile })
})

test('writes the times of the stages to the given file', () => {
  expect(chooseStages(['unit', '--times', 'after.json'])).toMatchObject({ stages: ['unit'], timesFile: 'after.json' })
})

test('names the known stages and options when one is unknown', () => {
  expect(chooseStages(['units'])).toEqual({ error: `npm test does not know "units". ${known}` })
  expect(chooseStages(['--fast'])).toEqual({ error: `Unknown option '--fast'. ${known}` })
})

import { expect, test } from 'vitest'
import { isAlarming } from './is-alarming'

test('incomplete parts turn red after the first attempt to run, mistakes immediately, hints never', () => {
  const missing = { severity: 'error', code: 'MISSING_INPUT' } as const
  expect([isAlarming(missing, false), isAlarming(missing, true)]).toEqual([false, true])
  expect(isAlarming({ severity: 'error', code: 'KIND_MISMATCH' }, false)).toBe(true)
  expect(isAlarming({ severity: 'hint', code: 'MODEL_RETIRES' }, true)).toBe(false)
})

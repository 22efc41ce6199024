import { expect, test } from 'vitest'
import { costText } from './cost-text'

test('an unknown price is shown as unknown, never as zero', () => {
  expect(costText({ costMicros: 0, unpricedCalls: 3 })).toEqual({ main: 'Unknown price', note: null })
  expect(costText({ costMicros: 2_500_000, unpricedCalls: 1 })).toEqual({
    main: '$2.50',
    note: 'excluding 1 call without a known price',
  })
  expect(costText({ costMicros: 0, unpricedCalls: 0 })).toEqual({ main: '$0', note: null })
})

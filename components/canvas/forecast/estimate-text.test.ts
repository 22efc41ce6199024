import { beforeAll, expect, test } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import type { ForecastRange, ForecastSource } from '@/lib/contracts/forecast'
import { estimateText, isUnknown } from './estimate-text'

beforeAll(() => loadMessageCatalog('en'))

const range = (low: number, high: number | null): ForecastRange => ({ low, mid: null, high })
const estimate = (of: ForecastRange | null, source: ForecastSource = { kind: 'price' }) => ({ range: of, source })
const partialSource: ForecastSource = { kind: 'nodes', isPartial: true }
const all: ForecastSource = { kind: 'nodes', isPartial: false }

test('shows no data for a missing range or a lower bound of zero', () => {
  const nothing = [estimate(null, { kind: 'none' }), estimate(range(0, null)), estimate(range(0, 0), partialSource)]
  for (const item of nothing) expect([isUnknown(item), estimateText(item, 'cost')]).toEqual([true, 'no data'])
})

test('formats free estimates, lower bounds and ranges', () => {
  const texts = [
    estimate(range(0, 0), { kind: 'free' }),
    estimate(range(0, 0), all),
    estimate(range(2_000, null)),
    estimate(range(2_000, 4_000), partialSource),
    estimate(range(0, 4_000)),
    estimate(range(4_000, 4_000)),
  ].map((item) => [isUnknown(item), estimateText(item, 'cost')])
  expect(texts).toEqual([
    [false, '$0'],
    [false, '$0'],
    [false, 'at least $0.0020'],
    [false, 'at least $0.0020'],
    [false, '$0–$0.0040'],
    [false, '$0.0040'],
  ])
})

import { expect, test } from 'vitest'
import { pollIntervalMs } from './poll-interval'

test('polls soon for recent deliveries, rarely for long retries, and never otherwise', () => {
  const after = (...deliveries: ('none' | 'queued' | 'retrying' | 'sent' | 'failed')[]) =>
    pollIntervalMs(deliveries.map((delivery) => ({ delivery })))
  expect([after('sent', 'queued', 'retrying'), after('retrying', 'failed')]).toEqual([3_000, 30_000])
  expect([after(), after('sent', 'failed', 'none')]).toEqual([false, false])
})

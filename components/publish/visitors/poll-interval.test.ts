import { expect, test } from 'vitest'
import { lookAgainMs } from './poll-interval'

test('what is sent within moments is looked at soon, what is tried again for hours rarely, the rest never', () => {
  const after = (...deliveries: ('none' | 'queued' | 'retrying' | 'sent' | 'failed')[]) =>
    lookAgainMs(deliveries.map((delivery) => ({ delivery })))
  expect([after('sent', 'queued', 'retrying'), after('retrying', 'failed')]).toEqual([3_000, 30_000])
  expect([after(), after('sent', 'failed', 'none')]).toEqual([false, false])
})

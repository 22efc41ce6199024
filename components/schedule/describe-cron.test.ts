import { expect, test } from 'vitest'
import { describeCron } from './describe-cron'

test.each([
  ['* * * * *', 'Every minute'],
  ['5 * * * *', 'Every hour at minute 5'],
  ['0 7 * * *', 'Every day at 07:00'],
  ['30 18 * * 1-5', 'Monday to Friday at 18:30'],
  ['0 9 * * 1', 'Monday at 09:00'],
  ['0 9 * * 0', 'Sunday at 09:00'],
  ['*/5 * * * *', 'Every 5 minutes'],
  ['*/7 * * * *', '*/7 * * * *'],
  ['0 */6 * * *', 'Every 6 hours, starting at 00:00'],
  ['*/15 9 * * *', '*/15 9 * * *'],
  ['0 9 1 * *', '0 9 1 * *'],
])('describes %s as “%s”', (cron, text) => {
  expect(describeCron(cron)).toBe(text)
})

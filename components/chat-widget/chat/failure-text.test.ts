import { afterEach, expect, test } from 'vitest'
import { ChatFailure } from '../embed-client'
import { loadTexts } from '../loading/load-texts'
import { failureText, fill, setTexts } from '../texts'
import type { Turn } from './conversation-store'
import { applyFailure } from './run-answer'

const none = {} as Parameters<typeof setTexts>[0]
afterEach(() => setTexts(none))

test('English says the server’s own sentence', () => {
  expect(failureText('MODEL_MISSING', 'The app has no model to answer with.')).toBe(
    'The app has no model to answer with.',
  )
})

test.each(['de', 'fr', 'es', 'pt', 'zh-CN', 'ja', 'ar'] as const)('a failure is told in %s', async (locale) => {
  const table = await loadTexts(locale)
  if (table) setTexts(table)
  const told = failureText('MODEL_MISSING', 'The app has no model to answer with.')
  expect(told).toBe(table?.MODEL_MISSING)
  expect(told).not.toBe('The app has no model to answer with.')
  // What is exact in the server's words only is passed on.
  expect(failureText('CONFLICT', 'Too late.')).toBe('Too late.')
})

test('a refused message says so in the visitor’s language, with the wait', async () => {
  const table = await loadTexts('de')
  if (table) setTexts(table)
  const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
  const now = Date.now()
  applyFailure(turn, new ChatFailure('Too many requests.', 'RATE_LIMITED', 12))
  expect(turn.problem).toMatch(/beschäftigt/)
  // Said as a time of day: never before it is true, and at most a minute later.
  expect(turn.retryAtMs).toBeGreaterThanOrEqual(now + 12_000)
  expect(turn.retryAtMs).toBeLessThan(now + 73_000)
  expect(fill('retryFrom', { time: '14:32' })).toBe('Ab 14:32 können Sie es noch einmal versuchen.')
})

import { afterEach, expect, test } from 'vitest'
import { ChatFailure } from '../embed-client'
import { loadTexts } from '../loading/load-texts'
import { failureText, fill, setTexts } from '../texts'
import type { Turn } from './conversation-store'
import { applyFailure } from './run-answer'

const none = {} as Parameters<typeof setTexts>[0]
afterEach(() => setTexts(none))

test('English uses the server’s message', () => {
  expect(failureText('MODEL_MISSING', 'The app has no model to answer with.')).toBe(
    'The app has no model to answer with.',
  )
})

test.each(['de', 'fr', 'es', 'pt', 'zh-CN', 'ja', 'ar'] as const)('translates failures to %s', async (locale) => {
  const table = await loadTexts(locale)
  if (table) setTexts(table)
  const shown = failureText('MODEL_MISSING', 'The app has no model to answer with.')
  expect(shown).toBe(table?.MODEL_MISSING)
  expect(shown).not.toBe('The app has no model to answer with.')
  // Details that exist only in the server's message are passed on.
  expect(failureText('CONFLICT', 'Too late.')).toBe('Too late.')
})

test('a rejected message is explained in the visitor’s language, with the retry time', async () => {
  const table = await loadTexts('de')
  if (table) setTexts(table)
  const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
  const now = Date.now()
  applyFailure(turn, new ChatFailure('Too many requests.', 'RATE_LIMITED', 12))
  expect(turn.problem).toMatch(/beschäftigt/)
  // Rounded up to the next minute, so that a retry is never too early.
  expect(turn.retryAtMs).toBeGreaterThanOrEqual(now + 12_000)
  expect(turn.retryAtMs).toBeLessThan(now + 73_000)
  expect(fill('retryFrom', { time: '14:32' })).toBe('Ab 14:32 können Sie es noch einmal versuchen.')
})

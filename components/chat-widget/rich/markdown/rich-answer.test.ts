// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Turn } from '../../chat/conversation-store'
import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import { RichAnswer } from './rich-answer'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A waiting answer whose question part fails to load this many times. */
function waitingAnswer(failures: number) {
  const turn: Turn = { role: 'assistant', text: '', state: 'streaming', runId: 'run', waitsFor: 'approval' }
  const question = vi.fn(async () => {
    if (question.mock.calls.length <= failures) throw new Error('Failed to load chunk')
    return h('div', {}, 'Order it?')
  })
  const nothing = () => undefined
  const actions = { options: {} as ScreenOptions, onCitation: nothing, onRetry: nothing, question, onKeep: nothing }
  const place = h('p', {}, 'It waits.')
  document.body.replaceChildren(place)
  const answer = new RichAnswer(turn, actions, place)
  answer.update()
  return { turn, question, place, answer }
}

test('retries loading the code for a question until it succeeds', async () => {
  const { place, question, answer } = waitingAnswer(2)
  await vi.advanceTimersByTimeAsync(4_900)
  expect(place.textContent).toBe('It waits.')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(place.textContent).toBe('Order it?')
  answer.update()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(question).toHaveBeenCalledTimes(3)
})

test('stops retrying when the run has continued or its element was removed', async () => {
  const removed = waitingAnswer(9)
  removed.place.remove()
  const ended = waitingAnswer(9)
  ended.turn.waitsFor = undefined
  await vi.advanceTimersByTimeAsync(60_000)
  expect([removed.question.mock.calls.length, ended.question.mock.calls.length]).toEqual([1, 1])
})

test.each([
  [true, 'Eleven years. Really.'],
  [undefined, 'Eleven years [1]. Really.'],
])('removes citation markers if the app hides its sources: %s', (hidesSources, shown) => {
  const turn: Turn = { role: 'assistant', text: 'Eleven years [1]. Really.', state: 'done', runId: 'run' }
  const options = { app: { hidesSources } } as ScreenOptions
  const nothing = () => undefined
  const actions = { options, onCitation: nothing, onRetry: nothing, question: async () => h('div'), onKeep: nothing }
  const answer = new RichAnswer(turn, actions, h('p'))
  answer.update()
  expect(answer.element.textContent).toBe(shown)
})

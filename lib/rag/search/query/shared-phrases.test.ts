import { expect, test } from 'vitest'
import { wordsOf } from '../../text/terms'
import { readPassage } from '../passages/read-passage'
import { readPhrases, sharedPhrases } from './shared-phrases'

const share = (question: string, text: string, context = '') =>
  sharedPhrases(readPhrases(wordsOf(question)), readPassage({ text, context }))

test("matches pairs within one sentence, in the question's order, a few words apart at most", () => {
  const question = 'Who made Ralph earl?'
  expect(share(question, 'Edward made the timid Ralph an earl.').pairs).toBeCloseTo(2 / 3)
  expect(share(question, 'The earl was Ralph, made so by Edward.').pairs).toBe(0)
  expect(share(question, 'Edward made it. Ralph came later. The earl left.').pairs).toBe(0)
  expect(share(question, 'Edward made one of his many old friends Ralph.').pairs).toBe(0)
  // The best sentence counts.
  expect(share(question, 'Ralph the earl. Somebody made Ralph earl. An earl.').pairs).toBeCloseTo(2 / 3)
})

test('counts three-word runs including stop words, across punctuation and into the text', () => {
  const question = 'When did Great Britain colonize the whole of Australia?'
  expect(share(question, 'They did Great Britain a service.').runs).toBeCloseTo(1 / 5)
  expect(share(question, 'to colonize the whole of Australia').runs).toBeCloseTo(3 / 5)
  expect(share(question, 'the whole continent', 'Colonize').runs).toBeCloseTo(1 / 5)
  expect(share(question, 'Great whole Britain colonize Australia').runs).toBe(0)
})

test('caps the number of runs, and counts repeated words as often as the question has them', () => {
  const copied = 'the law of the land is the law of the sea'
  expect(share(copied, copied)).toEqual({ pairs: 1, runs: 1 })
})

test('finds no phrases for a question with fewer than two words', () => {
  expect(share('Warranty', 'The warranty of the pump.')).toEqual({ pairs: 0, runs: 0 })
  expect(share('', 'The warranty of the pump.')).toEqual({ pairs: 0, runs: 0 })
  expect(share('What is it', '', '')).toEqual({ pairs: 0, runs: 0 })
})

import { expect, test } from 'vitest'
import { wordsOf } from '../../text/terms'
import { readPassage } from '../passages/read-passage'
import { readPhrases, sharedPhrases } from './shared-phrases'

const share = (question: string, text: string, context = '') =>
  sharedPhrases(readPhrases(wordsOf(question)), readPassage({ text, context }))

test('pairs are those of one sentence, in the order of the question, a few words apart at most', () => {
  const question = 'Who made Ralph earl?'
  expect(share(question, 'Edward made the timid Ralph an earl.').pairs).toBeCloseTo(2 / 3)
  expect(share(question, 'The earl was Ralph, made so by Edward.').pairs).toBe(0)
  expect(share(question, 'Edward made it. Ralph came later. The earl left.').pairs).toBe(0)
  expect(share(question, 'Edward made one of his many old friends Ralph.').pairs).toBe(0)
  // Of several sentences the best one counts.
  expect(share(question, 'Ralph the earl. Somebody made Ralph earl. An earl.').pairs).toBeCloseTo(2 / 3)
})

test('runs of three are counted with the words between the topics, over marks and into the text', () => {
  const question = 'When did Great Britain colonize the whole of Australia?'
  expect(share(question, 'They did Great Britain a service.').runs).toBeCloseTo(1 / 5)
  expect(share(question, 'to colonize the whole of Australia').runs).toBeCloseTo(3 / 5)
  expect(share(question, 'the whole continent', 'Colonize').runs).toBeCloseTo(1 / 5)
  expect(share(question, 'Great whole Britain colonize Australia').runs).toBe(0)
})

test('more runs than enough count as enough, repeated words as often as they are asked', () => {
  const copied = 'the law of the land is the law of the sea'
  expect(share(copied, copied)).toEqual({ pairs: 1, runs: 1 })
})

test('a question of a word or none has no phrases', () => {
  expect(share('Warranty', 'The warranty of the pump.')).toEqual({ pairs: 0, runs: 0 })
  expect(share('', 'The warranty of the pump.')).toEqual({ pairs: 0, runs: 0 })
  expect(share('What is it', '', '')).toEqual({ pairs: 0, runs: 0 })
})

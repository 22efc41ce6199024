import { expect, test } from 'vitest'
import { questionsIn } from './questions-in'

test('finds the questions of a FAQ that are followed by an answer', () => {
  const text = [
    '# Returns',
    '## How long can I return an item?',
    '',
    'Within 30 days of delivery.',
    '**Q: Who pays the postage?**',
    'We do. Is it free? Yes.',
    '送货需要多长时间？',
    '三个工作日。',
    'Any other questions?',
  ].join('\n')
  expect(questionsIn(text)).toEqual(['How long can I return an item?', 'Who pays the postage?', '送货需要多长时间？'])
})

test('skips questions without an answer, fragments and long sentences', () => {
  expect(questionsIn('What is missing here?\nAnd what is missing there?')).toEqual([])
  expect(questionsIn(`Why?\nBecause.\n${'Could it be that '.repeat(8)}so?\nYes.`)).toEqual([])
})

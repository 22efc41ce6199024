import { expect, test } from 'vitest'
import { diffWords } from './diff-words'

const marked = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+[${text}]` : `-[${text}]`))
    .join('')

test('shows insertions and deletions word by word', () => {
  expect(marked('You are a helpful assistant.', 'You are a very helpful guide.')).toBe(
    'You are a +[very ]helpful -[assistant.]+[guide.]',
  )
  expect(marked('', 'New text')).toBe('+[New text]')
  expect(marked('Old text', '')).toBe('-[Old text]')
  expect(marked('Same', 'Same')).toBe('Same')
})

test('matches the last word of a text with the same word in the middle, and shows changed spaces only', () => {
  expect(marked('Answer in English', 'Answer in English and briefly')).toBe('Answer in English+[ and briefly]')
  expect(marked('Answer in English and briefly', 'Answer in English')).toBe('Answer in English-[ and briefly]')
  expect(marked('One\nTwo', 'One Two.')).toBe('One-[\n]+[ ]-[Two]+[Two.]')
  expect(marked('Kind words', 'Say kind words\n')).toBe('-[Kind ]+[Say kind ]words+[\n]')
})

test('contains both texts completely', () => {
  const letters = ['a ', 'b ', 'c\n', 'd', '  ']
  const random = (seed: number) =>
    Array.from({ length: (seed * 7) % 19 }, (_, index) => letters[(seed * 31 + index * index * 17) % 5]).join('')
  for (let seed = 0; seed < 200; seed += 1) {
    const [before, after] = [random(seed), random(seed * 3 + 1)]
    const changes = diffWords(before, after)
    const without = (kind: string) =>
      changes
        .filter((change) => change.kind !== kind)
        .map(({ text }) => text)
        .join('')
    expect([without('added'), without('removed')]).toEqual([before, after])
  }
})

test('replaces a text of thousands of words completely if the texts have no word in common', () => {
  const longText = (word: string) => `${word} `.repeat(3_000)
  expect(diffWords(longText('a'), longText('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})

import { expect, test } from 'vitest'
import { isNoAnswer, noAnswer } from './no-answer'

test("writes the sentence in the question's language with the closest documents, and recognizes it", () => {
  expect(noAnswer('de', ['[1]', '[3]'])).toBe(
    'Die Dokumente scheinen darauf keine Antwort zu enthalten. Am nächsten kommen Stellen in [1], [3].',
  )
  expect(noAnswer('ja', ['[1]'])).toBe('文書にはこの質問の答えがないようです。最も近い箇所は[1]にあります。')
  expect(isNoAnswer(noAnswer('ko', ['a']))).toBe(true)
  expect(isNoAnswer('문서에는 답이 있습니다.')).toBe(false)
})

test.each(['und', 'eu', 'constructor'])('uses English for an unknown language: %s', (language) =>
  expect(noAnswer(language, [])).toBe('I found no answer to this in the documents.'),
)

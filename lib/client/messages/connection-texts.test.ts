import { expect, test } from 'vitest'
import { translate } from './sentence-book'
import { sentencesOf } from './testing/sentences-of'
import { zhCN } from './zh-CN/zh-CN'

const FILES = [
  'lib/models/test-connection.ts',
  'lib/providers/model-error.ts',
  'lib/services/releases/rollouts.ts',
  'lib/services/releases/judge-rollouts.ts',
]

test('what is wrong with a connection and how a trial ended is there in Chinese, sentence by sentence', () => {
  const sentences = FILES.flatMap((file) =>
    sentencesOf(file)
      .flatMap((text) => text.split(/(?<=[.!?]) (?=[A-Z“])/))
      // What is put together from pieces is looked up as it comes out, such as X1 for a hint of the service's own.
      .filter((text) => text.endsWith('.') && !/^X1 [A-Z]/.test(text))
      .map((text) => `${file}: ${text}`),
  )
  expect(sentences.length).toBeGreaterThan(15)
  const book = zhCN.sentences ?? {}
  expect(sentences.filter((line) => translate(line.slice(line.indexOf(': ') + 2), book) === null)).toEqual([])
})

test.each([
  'localhost:4242 refused the API key (401). Check the key of this connection.',
  'The server answers, but it has no list of models at http://x/v1/models. Check the address: most end in /v1.',
  'It was made live.',
  'Another version went live.',
])('says in Chinese: %s', (english) => {
  const pieces = english.split(/(?<=[.!?]) (?=[A-Z“])/)
  expect(pieces.map((piece) => translate(piece, zhCN.sentences ?? {}))).not.toContain(null)
})

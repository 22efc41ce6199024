import { expect, test } from 'vitest'
import { ChunkingSettings, DEFAULT_CHUNKING } from './chunking-settings'

test('fills in defaults, and reads stored settings back unchanged', () => {
  expect(DEFAULT_CHUNKING).toEqual({ chunker: 'auto', maxTokens: 200, contextHeader: true })
  for (const chunker of [
    'recursive',
    'headings',
    'sentence-window',
    'tokens',
    'parent-child',
    'question-answer',
    'rows',
  ]) {
    const settings = ChunkingSettings.parse({ chunker })
    expect(ChunkingSettings.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  }
})

test('rejects impossible sizes with an explanation', () => {
  expect(() => ChunkingSettings.parse({ chunker: 'tokens', maxTokens: 100, overlapTokens: 60 })).toThrow(
    'forms.overlapTooLarge',
  )
  expect(() => ChunkingSettings.parse({ chunker: 'parent-child', maxTokens: 400, parentTokens: 300 })).toThrow(
    'forms.parentTooSmall',
  )
  expect(() => ChunkingSettings.parse({ chunker: 'headings', maxTokens: 5 })).toThrow()
  expect(() => ChunkingSettings.parse({ chunker: 'headings', overlapTokens: 5 })).toThrow()
})

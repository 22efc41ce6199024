import { expect, test } from 'vitest'
import { judgeSize } from './editor-size.mjs'

test('the editor page may grow by 5 %; the message says how to inspect and accept it', () => {
  expect(judgeSize(314_000, 300_000)).toBeNull()
  expect(judgeSize(316_000, 300_000)).toMatch(/316\.0 kB.*accepted 300\.0 kB.*--parts.*--accept/)
})

test('350 kB is the limit, whatever was accepted', () => {
  expect(judgeSize(350_001, 349_000)).toMatch(/350\.0 kB is the limit.*--parts/)
  expect(judgeSize(350_000, 349_000)).toBeNull()
})

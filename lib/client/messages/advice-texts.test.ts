import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { translate } from './sentence-book'
import { zhCN } from './zh-CN/zh-CN'

/** A sentence or the text of a button, with what is filled in; parts of sentences begin small. */
const SENTENCE = /`((?:[“A-Z]|\$\{[^}]*\}”)[^`]* [^`]*)`|'([“A-Z][^'\n]* [^'\n]*)'/g

test('has Chinese for every piece of advice of the linter, and for what mends it', () => {
  const folder = 'lib/graph/lint'
  const sources = readdirSync(folder).filter((file) => /^find-.*(?<!\.test)\.ts$/.test(file))
  expect(sources.length).toBeGreaterThan(7)
  const missing = sources.flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(SENTENCE)].flatMap((match) => {
      const sentence = match[1] ?? match[2] ?? ''
      // What is put after a whole sentence is one itself.
      const filled = sentence
        .replace(/\$\{(?:instead|way)\}/g, '')
        .replace(/\$\{when\}/g, 'was switched off on 2026-01-01')
        .replace(/\$\{[^}]*\}/g, 'X')
      return translate(filled, zhCN.sentences ?? {}) === null ? [`${file}: ${sentence}`] : []
    }),
  )
  expect(missing).toEqual([])
})

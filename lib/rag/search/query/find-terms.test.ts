import fc from 'fast-check'
import { expect, test } from 'vitest'
import { termsOf } from '../../text/terms'
import { readPassage } from '../passages/read-passage'
import { TermFinder } from './find-terms'

const WORDS =
  `dying die lying tie skies sky's ugly string being news it's O'Neill the of and C++ C# 1,299 x86 E-4021 running ran
  generously générale 保修期 iPhone手机 カメラ 한국어 İstanbul ${'long'.repeat(30)} ${'longer'.repeat(120)} a as us go`
    .split(/\s+/)
    .filter((word) => word !== '')
const text = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 12 })), { maxLength: 30 })

test('finds the same terms as stemming every word', () => {
  fc.assert(
    fc.property(text, text, text, (question, words, context) => {
      const names = [...new Set(termsOf(question.join(' ')))]
      const finder = new TermFinder(new Map(names.map((name, index) => [name, index])))
      const passage = { text: words.join(' '), context: context.join(' ') }
      const readable = readPassage(passage)
      const { mentions, inText, inContext, bySentence } = finder.find(readable)

      const terms = readable.sentences.flatMap((sentence) => termsOf(sentence.text))
      const expected = terms.flatMap((name, index) =>
        names.includes(name) ? [{ term: names.indexOf(name), at: index }] : [],
      )
      expect(mentions).toEqual(expected)
      const present = (of: readonly string[]) => names.map((name) => (of.includes(name) ? 1 : 0))
      expect([...inText]).toEqual(present(terms))
      expect([...inContext]).toEqual(present(termsOf(passage.context)))
      expect(bySentence.map((it) => [...it])).toEqual(readable.sentences.map((it) => present(termsOf(it.text))))
    }),
  )
})

import { englishProblems } from '@/lib/messages/problems/en/en'
import type { ProblemTexts } from '@/lib/messages/problems/types'
import { chineseProblems } from '@/lib/messages/problems/zh-CN/zh-CN'
import type { Sentences } from '../sentence-book'

/** Problems that a text column keeps, such as why a document failed, have lost their key: they are found by their English. */
export const storedProblems: Sentences = sentencesOf(englishProblems, chineseProblems)

function sentencesOf(english: ProblemTexts, chinese: ProblemTexts): Sentences {
  const pairs = Object.entries(english).flatMap(([area, names]) =>
    Object.entries(names)
      // A pattern needs words of its own, and knows plain gaps only.
      .filter(([, text]) => !/, (?:plural|select)/.test(text) && /\p{L}{3}/u.test(text.replace(/\{\w+\}/g, '')))
      .map(([name, text]) => toSentence(text, chinese[area]?.[name] ?? text)),
  )
  return Object.fromEntries(pairs)
}

function toSentence(english: string, chinese: string): [string, string] {
  const params = Array.from(english.matchAll(/\{(\w+)\}/g), ([, name]) => name)
  const number = (name: string) => params.indexOf(name) + 1
  return [
    english.replaceAll("''", "'").replace(/\{\w+\}/g, '{}'),
    chinese.replaceAll("''", "'").replace(/\{(\w+)\}/g, (_, name: string) => `{${number(name)}}`),
  ]
}

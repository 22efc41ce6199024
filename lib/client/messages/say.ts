import type { ErrorCode } from '@/lib/core/app-error'
import { readSchemaIssues, type SchemaIssue } from '../http/schema-issues'
import { currentCatalogue } from './catalogue'
import { plainProblem } from './en/plain-problem'
import { joinSentences } from './join-sentences'
import { type Sentences, translate } from './sentence-book'

/** A text from beneath the interface (a manifest's label, a problem, a refusal) in the language of the page. */
export function say(english: string): string {
  const sentences = currentCatalogue()?.sentences
  return sentences ? (translateAll(english, sentences) ?? english) : plainProblem(english)
}

/** The same of several sentences in a row: as a whole where the book has it so, else each by itself. */
export function saySentences(english: string): string {
  const sentences = currentCatalogue()?.sentences
  if (!sentences) return english
  return translateAll(english, sentences) ?? joinSentences(...piecesOf(english).map(say))
}

/** Sentence by sentence where the book has each, so that the gap of one does not swallow the next; else as a whole. */
function translateAll(english: string, sentences: Sentences): string | null {
  if (Object.hasOwn(sentences, english)) return translate(english, sentences)
  const pieces = piecesOf(english)
  const translated = pieces.flatMap((piece) => translate(piece, sentences) ?? [])
  return translated.length === pieces.length ? joinSentences(...translated) : translate(english, sentences)
}

const piecesOf = (english: string): string[] => english.split(/(?<=[.!?]) (?=[A-Z“])/)

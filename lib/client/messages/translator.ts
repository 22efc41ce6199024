import { joinSentences } from './join-sentences'
import { type Sentences, translate } from './sentence-book'
import { splitSentences } from './split-sentences'

/** @returns a function that gives the text of an English sentence in a language; null where it has none. @param sentences null: English */
export function translatorOf(sentences: Sentences | null): (english: string) => string | null {
  return sentences ? (english) => translateAll(english, sentences) : () => null
}

/** Sentence by sentence where each has a translation, so that one placeholder does not swallow the next sentence; else as a whole. */
function translateAll(english: string, sentences: Sentences): string | null {
  if (Object.hasOwn(sentences, english)) return translate(english, sentences)
  const pieces = splitSentences(english)
  const translated = pieces.flatMap((piece) => translate(piece, sentences) ?? [])
  return translated.length === pieces.length ? joinSentences(...translated) : translate(english, sentences)
}

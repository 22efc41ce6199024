import { currentCatalogue } from './catalogue'
import { joinSentences } from './join-sentences'
import { splitSentences } from './split-sentences'

/** A text of a lower layer, which is in English, in the language of the page. */
export function say(english: string): string {
  return currentCatalogue()?.translate(english) ?? english
}

/** As `say` for several sentences: as a whole where there is a translation, else each by itself. */
export function saySentences(english: string): string {
  const catalogue = currentCatalogue()
  if (!catalogue?.sentences) return english
  return catalogue.translate(english) ?? joinSentences(...splitSentences(english).map(say))
}

import { currentCatalogue } from './catalogue'
import { translate } from './sentence-book'

/** A text from beneath the interface (a manifest's label, a problem, a refusal) in the language of the page. */
export function say(english: string): string {
  const sentences = currentCatalogue()?.sentences
  return sentences ? (translate(english, sentences) ?? english) : english
}

import type { ErrorCode } from '@/lib/core/app-error'
import { currentCatalogue } from './catalogue'
import { translate } from './sentence-book'
import { t } from './t'

/** A text from beneath the interface (a manifest's label, a problem, a refusal) in the language of the page. */
export function say(english: string): string {
  const sentences = currentCatalogue()?.sentences
  return sentences ? (translate(english, sentences) ?? english) : english
}

/** The same of several sentences in a row: as a whole where the book has it so, else each by itself. */
export function saySentences(english: string): string {
  const sentences = currentCatalogue()?.sentences
  if (!sentences) return english
  const whole = translate(english, sentences)
  return (
    whole ??
    english
      .split(/(?<=[.!?]) (?=[A-Z“])/)
      .map(say)
      .join(' ')
  )
}

/** A refusal: where its sentence is not in the book, its code says what kind it is, and the English follows. */
export function sayRefusal(code: ErrorCode, english: string): string {
  const sentences = currentCatalogue()?.sentences
  if (!sentences) return english
  return translate(english, sentences) ?? t('errors.untranslated', { kind: t(`errors.${code}`), message: english })
}

import { splitSentences } from '@/lib/rag/text/split-sentences'
import { termsOf, wordsOf } from '@/lib/rag/text/terms'

export interface EvidenceSentence {
  text: string
  /** Offset in the passage's text. */
  start: number
  end: number
  terms: ReadonlySet<string>
}

export interface EvidencePassage {
  titleTerms: ReadonlySet<string>
  text: string
  lowerText: string
  terms: readonly string[]
  allTerms: ReadonlySet<string>
  sentences: EvidenceSentence[]
}

export interface EvidenceQuestion {
  text: string
  terms: readonly string[]
  words: ReadonlySet<string>
}

/** Passages with more sentences are unlikely to be prose. */
const MAX_SENTENCES = 30

export function readQuestion(text: string): EvidenceQuestion {
  return { text, terms: [...new Set(termsOf(text))], words: new Set(wordsOf(text)) }
}

export function readPassage({ title, text }: { title: string; text: string }): EvidencePassage {
  const titleTerms = new Set(termsOf(title))
  const terms = termsOf(text)
  const sentences = splitSentences(text)
    .slice(0, MAX_SENTENCES)
    .map(({ start, end }) => ({
      text: text.slice(start, end),
      start,
      end,
      terms: new Set(termsOf(text.slice(start, end))),
    }))
  return {
    titleTerms,
    text,
    lowerText: `${title} ${text}`.toLowerCase(),
    terms,
    allTerms: new Set([...terms, ...titleTerms]),
    sentences,
  }
}

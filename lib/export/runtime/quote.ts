import { toCitation } from './passages'
import { termsOf } from './terms'
import type { Citation, Passage } from './values'

/** Quotes the sentence that shares most words with the question. Answers while no language model is configured. */
export function quoteBestSentence(
  question: string,
  passages: readonly Passage[],
): { text: string; citations: Citation[] } {
  const wanted = new Set(termsOf(question))
  let best = { score: 0, sentence: '', number: 0 }
  for (const [index, passage] of passages.entries()) {
    for (const sentence of sentencesOf(passage.text)) {
      const score = new Set(termsOf(sentence).filter((term) => wanted.has(term))).size
      if (score > best.score) best = { score, sentence, number: index + 1 }
    }
  }
  const passage = passages[best.number - 1]
  if (!passage) return { text: 'I did not find an answer in the documents.', citations: [] }
  const start = passage.start + passage.text.indexOf(best.sentence)
  const citation = {
    ...toCitation(best.number, passage),
    quote: best.sentence,
    start,
    end: start + best.sentence.length,
  }
  return { text: `“${best.sentence}” [${best.number}]`, citations: [citation] }
}

function sentencesOf(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)
  return [...segments].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '')
}

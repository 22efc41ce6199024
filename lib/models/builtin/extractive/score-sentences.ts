import { answerTypeOf, holdsAnswerType } from './answer-type'
import type { EvidencePassage, EvidenceQuestion, EvidenceSentence } from './evidence'

export interface ScoredSentence {
  passage: number
  sentence: EvidenceSentence
  /** Cosine similarity to the question. */
  similarity: number
  /** Share of the question's term weight covered by the sentence, its neighbors and its passage. */
  coverage: number
  nearCoverage: number
  passageCoverage: number
  typeMatch: number
  score: number
}

export interface ScoreSentencesOptions {
  question: EvidenceQuestion
  passages: readonly EvidencePassage[]
  /** similarities[passage][sentence]; 0 when the embedding model does not cover the language. */
  similarities: readonly (readonly number[])[]
  idf: (term: string) => number
}

/** Scores how well each sentence answers the question, best first. */
export function scoreSentences({ question, passages, similarities, idf }: ScoreSentencesOptions): ScoredSentence[] {
  const coverage = coverageOf(question.terms, idf)
  const questionTerms = new Set(question.terms)
  const type = answerTypeOf(question.text)
  const scored = passages.flatMap((passage, rank) =>
    passage.sentences.map((sentence, index): ScoredSentence => {
      const similarity = similarities[rank]?.[index] ?? 0
      const covered = coverage(sentence.terms)
      // The title and the previous sentence resolve most pronouns.
      const contextCoverage = coverage(
        new Set([...passage.titleTerms, ...sentence.terms, ...(passage.sentences[index - 1]?.terms ?? [])]),
      )
      const typeMatch = holdsAnswerType(type, sentence.text, question.words)
      // A sentence that only repeats the question answers nothing.
      const isNew = [...sentence.terms].some((term) => !questionTerms.has(term))
      const score = 0.5 * similarity + 0.35 * covered + 0.15 * contextCoverage + 0.12 * typeMatch + 0.06 / (1 + rank)
      return {
        passage: rank,
        sentence,
        similarity,
        coverage: covered,
        nearCoverage: contextCoverage,
        passageCoverage: coverage(passage.allTerms),
        typeMatch,
        score: isNew ? score : 0,
      }
    }),
  )
  return scored.sort((a, b) => b.score - a.score)
}

export function coverageOf(
  terms: readonly string[],
  idf: (term: string) => number,
): (found: ReadonlySet<string>) => number {
  const total = terms.reduce((sum, term) => sum + idf(term), 0) || 1
  return (found) => terms.reduce((sum, term) => sum + (found.has(term) ? idf(term) : 0), 0) / total
}

import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import type { SearchedIndex } from '../open-search'
import type { PreparedQuestion } from './prepare-question'

export interface EmbeddedQuestion {
  vector: Float32Array
  /** Null if the model does not expose tokens. */
  tokens: QuestionTokens | null
}

interface EmbedOptions {
  index: SearchedIndex
  signal?: AbortSignal | undefined
}

/**
 * Embeds questions with the model of the searched index. Each result has tokens or an explicit
 * null, so that a document embedder, which returns bare vectors, is a type error.
 */
export type EmbedQuestions = (texts: string[], options: EmbedOptions) => Promise<EmbeddedQuestion[]>

/** Embeds the searched texts. The question comes first, averaged with the hypothetical answer if there is one. */
export async function embedQuestions(
  embed: EmbedQuestions,
  options: EmbedOptions,
  searched: readonly string[],
  { hypothetical }: Pick<PreparedQuestion, 'hypothetical'>,
): Promise<EmbeddedQuestion[]> {
  if (searched.length === 0) return []
  const texts = [...searched, ...(hypothetical === null ? [] : [hypothetical])]
  const embedded = await embed(texts, options)
  const imagined = hypothetical === null ? undefined : embedded[searched.length]?.vector
  const [question, ...others] = embedded.slice(0, searched.length)
  if (!question || !imagined) return embedded.slice(0, searched.length)
  return [{ ...question, vector: question.vector.map((value, dim) => (value + (imagined[dim] ?? 0)) / 2) }, ...others]
}

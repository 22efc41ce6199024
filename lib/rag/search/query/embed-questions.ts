import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import type { SearchedIndex } from '../open-search'
import type { PreparedQuestion } from './prepare-question'

export interface AskedQuestion {
  vector: Float32Array
  /** null: the model's tokens are not at hand. */
  tokens: QuestionTokens | null
}

interface EmbedOptions {
  index: SearchedIndex
  signal?: AbortSignal | undefined
}

/**
 * Embeds questions with the model of the index that is searched. Each answer carries its tokens or an explicit null, so
 * that an embedder of documents, which returns bare vectors, cannot be passed to a search.
 */
export type EmbedQuestions = (texts: string[], options: EmbedOptions) => Promise<AskedQuestion[]>

/** The question first, moved towards the made-up answer where there is one. */
export async function embedQuestions(
  embed: EmbedQuestions,
  options: EmbedOptions,
  searched: readonly string[],
  { hypothetical }: Pick<PreparedQuestion, 'hypothetical'>,
): Promise<AskedQuestion[]> {
  if (searched.length === 0) return []
  const texts = [...searched, ...(hypothetical === null ? [] : [hypothetical])]
  const asked = await embed(texts, options)
  const imagined = hypothetical === null ? undefined : asked[searched.length]?.vector
  const [question, ...others] = asked.slice(0, searched.length)
  if (!question || !imagined) return asked.slice(0, searched.length)
  return [{ ...question, vector: question.vector.map((value, dim) => (value + (imagined[dim] ?? 0)) / 2) }, ...others]
}

import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import type { SearchedIndex } from './open-search'
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

/** With the model of the index that is searched. */
export interface EmbedQuestions {
  (texts: string[], options: EmbedOptions): Promise<Float32Array[]>
  withTokens?: (texts: string[], options: EmbedOptions) => Promise<AskedQuestion[]>
}

/** The question first, moved towards the made-up answer where there is one. */
export async function embedQuestions(
  embed: EmbedQuestions,
  options: EmbedOptions,
  searched: readonly string[],
  { hypothetical }: Pick<PreparedQuestion, 'hypothetical'>,
): Promise<AskedQuestion[]> {
  if (searched.length === 0) return []
  const texts = [...searched, ...(hypothetical === null ? [] : [hypothetical])]
  const asked = embed.withTokens
    ? await embed.withTokens(texts, options)
    : (await embed(texts, options)).map((vector) => ({ vector, tokens: null }))
  const imagined = hypothetical === null ? undefined : asked[searched.length]?.vector
  const [question, ...others] = asked.slice(0, searched.length)
  if (!question || !imagined) return asked.slice(0, searched.length)
  return [{ ...question, vector: question.vector.map((value, dim) => (value + (imagined[dim] ?? 0)) / 2) }, ...others]
}

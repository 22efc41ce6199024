import { OpenAIEmbeddings } from '@langchain/openai'

export type EmbedTexts = (texts: string[]) => Promise<number[][]>

/** Uses EMBEDDING_MODEL of an OpenAI-compatible service; null while it is not set. */
export function embedder(): EmbedTexts | null {
  const model = process.env.EMBEDDING_MODEL
  if (!model) return null
  const embeddings = new OpenAIEmbeddings({
    model,
    apiKey: process.env.OPENAI_API_KEY ?? 'none',
    configuration: { baseURL: process.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1' },
  })
  return (texts) => embeddings.embedDocuments(texts)
}

export function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, aa, bb] = [0, 0, 0]
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? 0
    dot += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}

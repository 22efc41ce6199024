import { embedder } from './embeddings'

/** The vector of a text, by EMBEDDING_MODEL. */
export async function embedText(text: string): Promise<number[]> {
  const embed = embedder()
  if (!embed) throw new Error('Set EMBEDDING_MODEL in .env first.')
  if (text.trim() === '') throw new Error('The text to embed is empty.')
  const [vector = []] = await embed([text.trim()])
  return vector
}

import 'server-only'
import { z } from 'zod'
import type { CountedTokens, EmbedCall } from '../../provider-client'
import { unreadable } from './post-json'

const MAX_DIMS = 32_768

/**
 * A vector in a response. Validated in one pass: `z.array(z.number())` allocates an object per
 * number, half a megabyte for 64 vectors with 384 dimensions.
 */
export const Vector = z.custom<number[]>(isVector).transform((numbers) => new Float32Array(numbers))

interface Batch {
  /** Vectors in the order of the texts. */
  vectors: readonly Float32Array[]
  inputTokens: number | null
}

/**
 * Embeds in batches of the service's maximum size, and checks that the result has the right number
 * of vectors of equal length.
 */
export async function embedInBatches(
  { texts, signal }: EmbedCall,
  { url, size }: { url: string; size: number },
  embed: (texts: string[]) => Promise<Batch>,
): Promise<{ vectors: Float32Array[]; usage: CountedTokens | null }> {
  const vectors: Float32Array[] = []
  let inputTokens: number | null = 0
  for (let start = 0; start < texts.length; start += size) {
    signal.throwIfAborted()
    // Most services reject an empty text, and dropping it would shift the others.
    const part = texts.slice(start, start + size).map((text) => (text.trim() === '' ? ' .' : text))
    const batch = await embed(part)
    if (batch.vectors.length !== part.length) throw unreadable(url)
    vectors.push(...batch.vectors)
    inputTokens = batch.inputTokens === null || inputTokens === null ? null : inputTokens + batch.inputTokens
  }
  if (vectors.some((vector) => vector.length !== vectors[0]?.length)) throw unreadable(url)
  return { vectors, usage: inputTokens === null ? null : { inputTokens, outputTokens: 0 } }
}

function isVector(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_DIMS) return false
  // JSON allows numbers beyond 32-bit floats; the database rejects infinity.
  for (const number of value) if (typeof number !== 'number' || !Number.isFinite(Math.fround(number))) return false
  return true
}

import 'server-only'
import { z } from 'zod'
import type { CountedTokens, EmbedCall } from '../../provider-client'
import { unreadable } from './post-json'

const MOST_DIMS = 32_768

/**
 * A vector in a service's answer. Looked at in one pass: `z.array(z.number())` makes an object for each number, half a
 * megabyte for 64 vectors of 384.
 */
export const Vector = z.custom<number[]>(isVector).transform((numbers) => new Float32Array(numbers))

interface Batch {
  /** In the order of the texts. */
  vectors: readonly Float32Array[]
  inputTokens: number | null
}

/** Asks for as many texts at once as a service takes, and makes sure that what comes back are that many vectors of one length. */
export async function embedInBatches(
  { texts, signal }: EmbedCall,
  { url, size }: { url: string; size: number },
  embed: (texts: string[]) => Promise<Batch>,
): Promise<{ vectors: Float32Array[]; usage: CountedTokens | null }> {
  const vectors: Float32Array[] = []
  let inputTokens: number | null = 0
  for (let start = 0; start < texts.length; start += size) {
    signal.throwIfAborted()
    // Most services refuse an empty text, and one that is left out would move all others.
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
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_DIMS) return false
  // JSON has numbers that a float of four bytes does not hold; the database refuses infinity.
  for (const number of value) if (typeof number !== 'number' || !Number.isFinite(Math.fround(number))) return false
  return true
}

import { createHash } from 'node:crypto'

/** Equal for texts that differ only in case, spaces, punctuation or accents. */
export function normalizedHash(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return createHash('sha256').update(plain).digest('base64url')
}

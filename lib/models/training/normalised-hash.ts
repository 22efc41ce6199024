import { createHash } from 'node:crypto'

/** Texts that differ in case, spaces, punctuation or accents alone have the same one. */
export function normalisedHash(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return createHash('sha256').update(plain).digest('base64url')
}

import { ByteReader, ByteWriter } from './bytes'

/** Page number of a segment's vocabulary, separate from its postings. */
export const VOCABULARY_PAGE = -1

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Terms without postings, prefix-compressed. @param terms ascending */
export function encodeVocabulary(terms: Iterable<string>): Uint8Array {
  const writer = new ByteWriter()
  let previousTerm: Uint8Array = new Uint8Array()
  for (const term of terms) {
    const bytes = encoder.encode(term)
    let shared = 0
    while (shared < bytes.length && bytes[shared] === previousTerm[shared]) shared += 1
    writer.number(shared)
    writer.number(bytes.length - shared)
    writer.append(bytes.subarray(shared))
    previousTerm = bytes
  }
  return writer.finish()
}

export function decodeVocabulary(bytes: Uint8Array): string[] {
  const reader = new ByteReader(bytes)
  const terms: string[] = []
  let previousTerm: Uint8Array = new Uint8Array()
  while (!reader.isAtEnd) {
    const shared = reader.number()
    const added = reader.take(reader.number())
    const term = new Uint8Array(shared + added.length)
    term.set(previousTerm.subarray(0, shared))
    term.set(added, shared)
    terms.push(decoder.decode(term))
    previousTerm = term
  }
  return terms
}

/** 64 minima: the share of equal ones estimates the resemblance with a standard error of at most 0.0625. */
const HASHES = 64
/**
 * Probability of a common band of four: 99.98 % for documents that share 80 % of their shingles, 64
 * % for 50 %, 3 % for 20 %.
 */
const ROWS_PER_BAND = 4
const WORDS_PER_SHINGLE = 4
/** The rest of a very long text changes little, and the event loop is shared. */
const MAX_CHARACTERS = 1_000_000
/** In scripts without spaces each character is a word. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu

export interface TextSketch {
  /** Hash of the words only: ignores white space, case and punctuation. */
  contentHash: string
  minima: number[]
  bands: number[]
}

/**
 * MinHash signature over four-word shingles, with bands for finding candidates: Broder, "On the
 * resemblance and containment of documents" (1997); Leskovec, Rajaraman, Ullman, "Mining of Massive
 * Datasets", chapter 3. Null for texts shorter than a shingle, which resemble each other too
 * easily.
 */
export function sketchText(text: string): TextSketch | null {
  const tokens = text.slice(0, MAX_CHARACTERS).normalize('NFKC').toLowerCase().match(TOKEN) ?? []
  if (tokens.length < WORDS_PER_SHINGLE) return null
  const words = tokens.map(hashOf)
  const minima = new Uint32Array(HASHES).fill(0xffffffff)
  const seen = new Set<number>()
  for (let start = 0; start + WORDS_PER_SHINGLE <= words.length; start += 1) {
    let shingle = 0
    for (let offset = 0; offset < WORDS_PER_SHINGLE; offset += 1)
      shingle = Math.imul(shingle ^ (words[start + offset] ?? 0), 0x9e3779b1) ^ (shingle >>> 15)
    if (seen.has(shingle)) continue
    seen.add(shingle)
    for (let index = 0; index < HASHES; index += 1) {
      const mixed = mix(shingle ^ Math.imul(index + 1, 0x85ebca6b))
      if (mixed < (minima[index] ?? 0)) minima[index] = mixed
    }
  }
  const bands: number[] = []
  for (let start = 0; start < HASHES; start += ROWS_PER_BAND) {
    let band = mix(start + 1)
    for (const value of minima.subarray(start, start + ROWS_PER_BAND)) band = mix(band ^ value)
    bands.push(band | 0)
  }
  // PostgreSQL integers are signed.
  return { contentHash: contentHash(words), minima: Array.from(minima, (value) => value | 0), bands }
}

/** Estimated share of common shingles, 0..1. */
export function resemblance(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || a.length !== b.length) return 0
  return a.filter((value, index) => value === b[index]).length / a.length
}

/** 128 bits from two independent sums over words and positions. */
function contentHash(words: readonly number[]): string {
  const sums = [0x811c9dc5, 0x9747b28c, 0x1b873593, 0x5bd1e995]
  for (const word of words)
    for (let index = 0; index < sums.length; index += 1)
      sums[index] = mix((sums[index] ?? 0) ^ word ^ (index * 0x27d4eb2f))
  return `${words.length.toString(16)}-${sums.map((sum) => sum.toString(16).padStart(8, '0')).join('')}`
}

/** Final mix of MurmurHash3 (Appleby, public domain). */
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function hashOf(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

import { normalizeInput } from './example-kinds'

export interface NearPair {
  first: number
  second: number
  /** 0..1: shared shingles (Jaccard). */
  similarity: number
}

const HASHES = 64
const ROWS_PER_BAND = 4
const MAX_TEXT_CHARACTERS = 4_000
/** Very common openings put many texts into one bucket; comparing a few of them is enough. */
const MAX_BUCKET_SIZE = 60
/** More pairs than this would not be useful. */
const MAX_PAIRS = 300_000
const TEXTS_PER_TURN = 100
const PAIRS_PER_TURN = 5_000

/**
 * Finds near duplicates: MinHash gives candidates, the share of common shingles decides. Yields to the event loop
 * regularly, since ten thousand texts take seconds.
 */
export async function findNearDuplicates(texts: readonly string[], minSimilarity = 0.7): Promise<NearPair[]> {
  const shingles: Uint32Array[] = []
  const buckets = new Map<string, number[]>()
  for (const [index, text] of texts.entries()) {
    if (index % TEXTS_PER_TURN === 0) await yieldToEventLoop()
    const sorted = shinglesOf(text)
    shingles.push(sorted)
    for (const band of bandsOf(sorted)) {
      const bucket = buckets.get(band)
      if (!bucket) buckets.set(band, [index])
      else if (bucket.length < MAX_BUCKET_SIZE) bucket.push(index)
    }
  }
  const found: NearPair[] = []
  let compared = 0
  for (const [first, second] of candidatesIn(buckets.values(), texts.length)) {
    compared += 1
    if (compared % PAIRS_PER_TURN === 0) await yieldToEventLoop()
    if (compared > MAX_PAIRS) break
    const similarity = jaccard(shingles[first], shingles[second])
    if (similarity >= minSimilarity) found.push({ first, second, similarity })
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.first - b.first || a.second - b.second)
}

const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Each pair that shares a bucket, once. */
function* candidatesIn(buckets: Iterable<readonly number[]>, count: number): Generator<[number, number]> {
  const seen = new Set<number>()
  for (const bucket of buckets) {
    for (const [index, first] of bucket.entries()) {
      for (const second of bucket.slice(index + 1)) {
        const key = first * count + second
        if (!seen.has(key)) yield [first, second]
        seen.add(key)
      }
    }
  }
}

/**
 * Shingles of five characters, which work for short texts in any language, also without spaces. Sorted, without
 * duplicates.
 */
function shinglesOf(text: string): Uint32Array {
  const plain = normalizeInput(text.slice(0, MAX_TEXT_CHARACTERS))
  const set = new Set<number>()
  for (let index = 0; index < Math.max(1, plain.length - 4); index += 1) set.add(hash(plain.slice(index, index + 5)))
  return Uint32Array.from(set).sort()
}

function* bandsOf(shingles: Uint32Array): Generator<string> {
  const minima = new Uint32Array(HASHES).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let index = 0; index < HASHES; index += 1) {
      let mixed = Math.imul(shingle ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b)
      mixed = (mixed ^ (mixed >>> 15)) >>> 0
      if (mixed < (minima[index] ?? 0)) minima[index] = mixed
    }
  }
  for (let start = 0; start < HASHES; start += ROWS_PER_BAND)
    yield `${start}:${minima.subarray(start, start + ROWS_PER_BAND).join(',')}`
}

/** Both are sorted, so a single merge pass finds the common shingles. */
function jaccard(a: Uint32Array | undefined, b: Uint32Array | undefined): number {
  if (!a || !b) return 0
  let [i, j, common] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left = 0, right = 0] = [a[i], b[j]]
    if (left === right) common += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return common / (a.length + b.length - common)
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

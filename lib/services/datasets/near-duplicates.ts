import { normaliseInput } from './example-kinds'

export interface NearPair {
  first: number
  second: number
  /** 0..1: shared word pairs (Jaccard). */
  similarity: number
}

const HASHES = 64
const ROWS_A_BAND = 4
const LONGEST_TEXT = 4_000
/** Very common openings put many texts into one bucket; looking at a few of them is enough. */
const LARGEST_BUCKET = 60
const YIELD_EVERY = 200

/**
 * Pairs that nearly say the same: MinHash finds candidates, the share of common shingles decides. Gives other work a
 * turn now and then, since ten thousand texts take about a second.
 */
export async function findNearDuplicates(texts: readonly string[], least = 0.7): Promise<NearPair[]> {
  const shingles: Set<number>[] = []
  const buckets = new Map<string, number[]>()
  for (const [index, text] of texts.entries()) {
    if (index % YIELD_EVERY === 0) await new Promise((resolve) => setImmediate(resolve))
    const set = shinglesOf(text)
    shingles.push(set)
    for (const band of bandsOf(set)) {
      const bucket = buckets.get(band)
      if (!bucket) buckets.set(band, [index])
      else if (bucket.length < LARGEST_BUCKET) bucket.push(index)
    }
  }
  return [...candidatesIn(buckets.values())]
    .map(([first, second]) => ({ first, second, similarity: jaccard(shingles[first], shingles[second]) }))
    .filter(({ similarity }) => similarity >= least)
    .sort((a, b) => b.similarity - a.similarity || a.first - b.first || a.second - b.second)
}

/** Each pair that shares a bucket, once. */
function* candidatesIn(buckets: Iterable<readonly number[]>): Generator<[number, number]> {
  const seen = new Set<string>()
  for (const bucket of buckets) {
    for (const [at, first] of bucket.entries()) {
      for (const second of bucket.slice(at + 1)) {
        const key = `${first}-${second}`
        if (!seen.has(key)) yield [first, second]
        seen.add(key)
      }
    }
  }
}

/** Runs of five characters: words for short texts in any language, also those without spaces. */
function shinglesOf(text: string): Set<number> {
  const plain = normaliseInput(text.slice(0, LONGEST_TEXT))
  const set = new Set<number>()
  for (let index = 0; index < Math.max(1, plain.length - 4); index += 1) set.add(hash(plain.slice(index, index + 5)))
  return set
}

function* bandsOf(shingles: ReadonlySet<number>): Generator<string> {
  const least = new Uint32Array(HASHES).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let index = 0; index < HASHES; index += 1) {
      let mixed = Math.imul(shingle ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b)
      mixed = (mixed ^ (mixed >>> 15)) >>> 0
      if (mixed < (least[index] ?? 0)) least[index] = mixed
    }
  }
  for (let start = 0; start < HASHES; start += ROWS_A_BAND)
    yield `${start}:${least.subarray(start, start + ROWS_A_BAND).join(',')}`
}

function jaccard(a: ReadonlySet<number> | undefined, b: ReadonlySet<number> | undefined): number {
  if (!a || !b) return 0
  let common = 0
  for (const item of a) if (b.has(item)) common += 1
  return common / (a.size + b.size - common)
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

import { BestChunks, type RankedChunk } from '../lexical/ranking/best-chunks'
import type { AllowedChunks } from '../lexical/segments/allowed-chunks'
import { ByteReader, ByteWriter } from '../lexical/segments/bytes'
import { signDistances, signsOfPage, signsOfVector } from './token-sketches'

/** Number of chunks per page of vectors. */
export const VECTORS_PER_PAGE = 1_024
/** Range of the codes in standard deviations; values beyond are clamped. */
const REACH = 2.6
const LEVELS = 16

/**
 * Quantizes vectors to four bits per dimension, in pages: width, a presence byte per chunk, then
 * the codes. Lengths are dropped, since comparison is by angle. Of 18,484 chunks with 384
 * dimensions, the best 75 by code contained 99.95 % of the best 50.
 */
export function encodeVectors(vectors: readonly (ArrayLike<number> | null)[]): Uint8Array[] {
  const dims = vectors.find((vector) => vector !== null)?.length ?? 0
  return pagesOfCodes(
    dims,
    vectors.map((vector) => vector && encodeVector(vector)),
  )
}

/** Like `encodeVectors`, for results of `encodeVector`. @param dims dimensions, or 0 without vectors */
export function pagesOfCodes(dims: number, codes: readonly (Uint8Array | null)[]): Uint8Array[] {
  const pages: Uint8Array[] = []
  for (let start = 0; start < codes.length; start += VECTORS_PER_PAGE) {
    const pageCodes = codes.slice(start, start + VECTORS_PER_PAGE)
    pages.push(writePage(pageCodes.some((code) => code !== null) ? dims : 0, pageCodes))
  }
  return pages
}

function writePage(dims: number, codes: readonly (Uint8Array | null)[]): Uint8Array {
  const writer = new ByteWriter()
  writer.number(dims)
  if (dims === 0) return writer.finish()
  for (const code of codes) writer.byte(code === null ? 0 : 1)
  const nothing = new Uint8Array(bytesOf(dims))
  for (const code of codes) writer.append(code ?? nothing)
  return writer.finish()
}

/** Codes of a vector, two dimensions per byte. */
export function encodeVector(vector: ArrayLike<number>): Uint8Array {
  const codes = new Uint8Array(bytesOf(vector.length))
  let squares = 0
  for (let dim = 0; dim < vector.length; dim += 1) squares += (vector[dim] ?? 0) ** 2
  const reach = REACH * Math.sqrt(squares / vector.length) || 1
  for (let dim = 0; dim < vector.length; dim += 1) {
    const level = Math.floor((((vector[dim] ?? 0) / reach + 1) / 2) * LEVELS)
    const code = Math.max(0, Math.min(LEVELS - 1, level))
    codes[dim >> 1] = (codes[dim >> 1] ?? 0) | (dim % 2 === 0 ? code << 4 : code)
  }
  return codes
}

const bytesOf = (dims: number) => (dims + 1) >> 1

interface DecodedPage {
  /** The page that it was read from. */
  source: Uint8Array
  dims: number
  isPresent: Uint8Array
  codes: Uint8Array
}

function decodePage(page: Uint8Array, count: number): DecodedPage {
  const reader = new ByteReader(page)
  const dims = reader.number()
  const size = dims === 0 ? 0 : count
  return { source: page, dims, isPresent: reader.take(size), codes: reader.take(size * bytesOf(dims)) }
}

export interface CodedSegment {
  /** Chunk numbers, in order. */
  numbers: Float64Array
  pages: readonly Uint8Array[]
}

/** Number of the segment's chunks on a page. */
const countOn = (total: number, page: number) => Math.min(VECTORS_PER_PAGE, total - page * VECTORS_PER_PAGE)

/** Pages of a merged segment. @param from origin of each of its chunks, in order */
export function mergeVectors(
  segments: readonly CodedSegment[],
  from: readonly { segment: number; place: number }[],
): Uint8Array[] {
  const decoded = segments.map(({ numbers, pages }) =>
    pages.map((page, index) => decodePage(page, countOn(numbers.length, index))),
  )
  const codesOf = ({ segment, place: index }: { segment: number; place: number }) => {
    const page = decoded[segment]?.[Math.floor(index / VECTORS_PER_PAGE)]
    const slot = index % VECTORS_PER_PAGE
    if (!page?.isPresent[slot]) return null
    const size = bytesOf(page.dims)
    return page.codes.subarray(slot * size, (slot + 1) * size)
  }
  const dims = decoded.flat().find((page) => page.dims > 0)?.dims ?? 0
  const merged: Uint8Array[] = []
  for (let start = 0; start < from.length; start += VECTORS_PER_PAGE)
    merged.push(writePage(dims, from.slice(start, start + VECTORS_PER_PAGE).map(codesOf)))
  return merged
}

/**
 * The chunks with the smallest angle to the question by code, best first. Only those with the
 * smallest Hamming distance between signs are summed up: a tenth of 20,000 chunks, in a sixth of
 * the time.
 */
export function rankByCodes(
  segments: readonly CodedSegment[],
  vector: Float32Array,
  limit: number,
  allowed: AllowedChunks | null,
): RankedChunk[] {
  const size = bytesOf(vector.length)
  const pages = segments.flatMap(({ numbers, pages: pageCodes }) =>
    pageCodes.flatMap((page, index) => {
      const decoded = decodePage(page, countOn(numbers.length, index))
      return decoded.dims === vector.length ? [{ ...decoded, numbers, first: index * VECTORS_PER_PAGE }] : []
    }),
  )
  const querySigns = signsOfVector(vector)
  const counts = new Uint32Array(vector.length + 2)
  const distances = pages.map(({ source, isPresent, codes, numbers, first }) => {
    const found = signDistances(signsOfPage(source, codes, size, isPresent.length), querySigns)
    for (let index = 0; index < found.length; index += 1) {
      if (isPresent[index] === 0 || (allowed !== null && !allowed.has(numbers[first + index] ?? 0))) found[index] = OUT
      else counts[found[index] ?? 0] = (counts[found[index] ?? 0] ?? 0) + 1
    }
    return found
  })
  const farthest = farthestOf(counts, limit)
  const best = new BestChunks(limit, Number.NEGATIVE_INFINITY)
  const products = productsOf(vector)
  for (const [index, { codes, numbers, first }] of pages.entries()) {
    const pageCodes = distances[index] ?? new Uint16Array()
    for (let position = 0; position < pageCodes.length; position += 1) {
      if ((pageCodes[position] ?? OUT) > farthest) continue
      const score = sumOf(codes, position * size, size, products)
      if (score > best.minScore) best.offer(numbers[first + position] ?? 0, score)
    }
  }
  return best.items
}

/** Larger than any distance. */
const OUT = 65_535
/** Number of chunks to sum up, as a multiple of the limit or a minimum share of all. */
const BY_SIGNS = 20
const SHARE_BY_SIGNS = 0.1

/** Maximum Hamming distance of the chunks to sum up. @param counts histogram of the distances */
function farthestOf(counts: Uint32Array, limit: number): number {
  const candidateCount = Math.max(BY_SIGNS * limit, SHARE_BY_SIGNS * counts.reduce((sum, count) => sum + count, 0))
  let sum = 0
  for (const [distance, count] of counts.entries()) {
    sum += count
    if (sum >= candidateCount) return distance
  }
  return OUT - 1
}

/** Partial dot products for each byte position and its 256 values. */
function productsOf(vector: Float32Array): Float32Array {
  const size = bytesOf(vector.length)
  const products = new Float32Array(size * 256)
  for (let index = 0; index < size; index += 1) {
    const [upper, lower] = [vector[2 * index] ?? 0, vector[2 * index + 1] ?? 0]
    for (let byte = 0; byte < 256; byte += 1) products[index * 256 + byte] = upper * (byte >> 4) + lower * (byte & 15)
  }
  return products
}

/** Hot loop: four independent sums take half the time of one. */
function sumOf(codes: Uint8Array, start: number, size: number, products: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  let index = 0
  for (; index + 4 <= size; index += 4) {
    const from = start + index
    const row = index << 8
    a += products[row + (codes[from] ?? 0)] ?? 0
    b += products[row + 256 + (codes[from + 1] ?? 0)] ?? 0
    c += products[row + 512 + (codes[from + 2] ?? 0)] ?? 0
    d += products[row + 768 + (codes[from + 3] ?? 0)] ?? 0
  }
  for (; index < size; index += 1) a += products[(index << 8) + (codes[start + index] ?? 0)] ?? 0
  return a + b + c + d
}

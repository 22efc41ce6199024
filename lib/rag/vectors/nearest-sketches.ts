/** 384 bits, as in the built-in model, in 32-bit words. */
const UNROLLED = 12

/**
 * Minimum Hamming distance between one row and several; all bits if there are none.
 * @param offset offset of the row in `query`, in words @param rows concatenated @param words words per
 * row
 */
export function nearestSketches(query: Int32Array, offset: number, rows: Int32Array, words: number): number {
  if (words === UNROLLED) return nearestOfTwelve(query, offset, rows)
  let minDistance = 32 * words
  for (let row = 0; row < rows.length; row += words) {
    let distance = 0
    for (let word = 0; word < words; word += 1)
      distance += total(bytes(nibbles((query[offset + word] ?? 0) ^ (rows[row + word] ?? 0))))
    if (distance < minDistance) minDistance = distance
  }
  return minDistance
}

/**
 * Runs for each token of the question and each candidate. Carry-save adders combine twelve words, so that
 * only five are counted (Harley and Seal; Warren, Hacker's Delight, 5-1), and the question's words are in
 * locals. This takes a third of the time of counting each word.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a loop or a call per word takes twice the time
function nearestOfTwelve(query: Int32Array, offset: number, rows: Int32Array): number {
  const [q0, q1, q2] = [query[offset] ?? 0, query[offset + 1] ?? 0, query[offset + 2] ?? 0]
  const [q3, q4, q5] = [query[offset + 3] ?? 0, query[offset + 4] ?? 0, query[offset + 5] ?? 0]
  const [q6, q7, q8] = [query[offset + 6] ?? 0, query[offset + 7] ?? 0, query[offset + 8] ?? 0]
  const [q9, q10, q11] = [query[offset + 9] ?? 0, query[offset + 10] ?? 0, query[offset + 11] ?? 0]
  const { length } = rows
  let minDistance = 32 * UNROLLED
  for (let row = 0; row < length; row += UNROLLED) {
    let first = q0 ^ (rows[row] ?? 0)
    let second = q1 ^ (rows[row + 1] ?? 0)
    let third = q2 ^ (rows[row + 2] ?? 0)
    const ones = first ^ second ^ third
    const twos = carried(first, second, third)
    first = q3 ^ (rows[row + 3] ?? 0)
    second = q4 ^ (rows[row + 4] ?? 0)
    third = q5 ^ (rows[row + 5] ?? 0)
    const ones2 = first ^ second ^ third
    const twos2 = carried(first, second, third)
    first = q6 ^ (rows[row + 6] ?? 0)
    second = q7 ^ (rows[row + 7] ?? 0)
    third = q8 ^ (rows[row + 8] ?? 0)
    const ones3 = first ^ second ^ third
    const twos3 = carried(first, second, third)
    first = q9 ^ (rows[row + 9] ?? 0)
    second = q10 ^ (rows[row + 10] ?? 0)
    third = q11 ^ (rows[row + 11] ?? 0)
    const twos4 = carried(first, second, third)
    const twos5 = carried(ones, ones2, ones3)
    const twos6 = twos ^ twos2 ^ twos3
    const distance = total(
      bytes(nibbles(ones ^ ones2 ^ ones3) + nibbles(first ^ second ^ third)) +
        2 * bytes(nibbles(twos4 ^ twos5 ^ twos6)) +
        4 * bytes(nibbles(carried(twos, twos2, twos3)) + nibbles(carried(twos4, twos5, twos6))),
    )
    if (distance < minDistance) minDistance = distance
  }
  return minDistance
}

/** Carry of a bitwise sum of three words. */
function carried(a: number, b: number, c: number): number {
  return (a & b) | ((a ^ b) & c)
}

/** Population count of each nibble. */
function nibbles(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
}

function bytes(counts: number): number {
  return (counts & 0x0f0f0f0f) + ((counts >>> 4) & 0x0f0f0f0f)
}

function total(counts: number): number {
  return (counts & 255) + ((counts >>> 8) & 255) + ((counts >>> 16) & 255) + (counts >>> 24)
}

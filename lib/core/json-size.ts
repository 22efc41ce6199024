interface JsonLimits {
  values: number
  /** Keys of one object. */
  names: number
  depth: number
}

type JsonExcess = keyof JsonLimits

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const OPEN: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSE: ReadonlySet<number> = new Set([0x5d, 0x7d])

/**
 * The limit that a JSON text exceeds, determined before parsing: objects with hundreds of thousands of
 * keys and millions of brackets take seconds to create. Does not validate the JSON.
 */
export function findJsonExcess(bytes: Uint8Array, limits: JsonLimits): JsonExcess | null {
  const outer: number[] = []
  const counts: JsonLimits = { values: 0, names: 0, depth: 0 }
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0
    if (byte === QUOTE) index = endOfText(bytes, index)
    else if (byte === COMMA) counts.values += 1
    else if (byte === COLON) counts.names += 1
    else if (OPEN.has(byte)) {
      counts.values += 1
      counts.depth = outer.push(counts.names)
      counts.names = 0
    } else if (CLOSE.has(byte)) counts.names = outer.pop() ?? 0
    const excess = excessOf(counts, limits)
    if (excess) return excess
  }
  return null
}

function excessOf(counts: JsonLimits, limits: JsonLimits): JsonExcess | null {
  if (counts.depth > limits.depth) return 'depth'
  if (counts.names > limits.names) return 'names'
  return counts.values > limits.values ? 'values' : null
}

/** Index of the closing quote of the text that opens at `start`. */
function endOfText(bytes: Uint8Array, start: number): number {
  for (let index = bytes.indexOf(QUOTE, start + 1); index >= 0; index = bytes.indexOf(QUOTE, index + 1)) {
    let escapes = 0
    while (bytes[index - 1 - escapes] === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return index
  }
  return bytes.length
}

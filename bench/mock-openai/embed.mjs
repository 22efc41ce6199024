/** The 32-bit FNV-1a hash. */
function hashOf(text) {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Adds each word to eight dimensions with a sign, and normalizes the sum to unit length. */
export function embed(text, dims) {
  const vector = new Float32Array(dims)
  for (const word of String(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) || ['']) {
    let hash = hashOf(word)
    for (let round = 0; round < 8; round++) {
      hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0
      vector[hash % dims] += hash & 0x10000 ? 1 : -1
      hash = (hash + 0x9e3779b9) >>> 0
    }
  }
  let squares = 0
  for (let dim = 0; dim < dims; dim++) squares += vector[dim] * vector[dim]
  const length = Math.sqrt(squares) || 1
  // A text whose words cancel each other out still needs a direction.
  if (length === 1 && vector[0] === 0) vector[0] = 1
  for (let dim = 0; dim < dims; dim++) vector[dim] /= length
  return vector
}

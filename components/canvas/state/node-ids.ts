const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A readable id that is unique in the graph: the type and five random characters. */
export function newNodeId(type: string, used: ReadonlySet<string>): string {
  const base = type.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40) || 'node'
  for (;;) {
    const id = `${base}-${randomText(5)}`
    if (!used.has(id)) return id
  }
}

export function newEdgeId(used: ReadonlySet<string>): string {
  return newNodeId('edge', used)
}

function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

import type { ChatReader } from '@/lib/engine/ports'

/** Thrown through the layers when the reader threw: the call ends, nobody has failed, and nobody else is asked. */
export class ReaderLeft extends Error {
  constructor(cause: unknown) {
    super('The reader of the answer has left.', { cause })
  }
}

/** A reader that has left is told nothing more. */
export function untilLeft(reader: ChatReader): ChatReader {
  let hasLeft = false
  return (chunk) => {
    if (hasLeft) return
    try {
      reader(chunk)
    } catch (cause) {
      hasLeft = true
      throw new ReaderLeft(cause)
    }
  }
}

import type { ChatReader } from '@/lib/engine/model-requests'

/** Thrown through the layers when the reader throws: ends the call without a failure and without failover. */
export class ReaderLeft extends Error {
  constructor(cause: unknown) {
    super('The reader of the answer has left.', { cause })
  }
}

/** Stops emitting to a reader that has disconnected. */
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

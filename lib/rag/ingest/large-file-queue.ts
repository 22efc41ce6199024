import 'server-only'

/** From so many bytes on a file may take hundreds of megabytes to be read. */
const LARGE_BYTES = 2 * 1_024 * 1_024

/** Somebody who waits for what is said of a file has turns beside those of knowledge bases, which may take minutes. */
type Turns = 'people' | 'background'

const last: Record<Turns, Promise<unknown>> = { people: Promise.resolve(), background: Promise.resolve() }

/** Large files of this process are read one at a time: two of them at once would need the memory of both. */
export async function inTurnIfLarge<T>(
  { bytes, turns, signal }: { bytes: number; turns: Turns; signal?: AbortSignal | undefined },
  read: () => Promise<T>,
): Promise<T> {
  if (bytes < LARGE_BYTES) return await read()
  const before = last[turns]
  const { promise: own, resolve: end } = Promise.withResolvers<void>()
  last[turns] = before.then(() => own)
  try {
    await unlessAborted(before, signal)
    return await read()
  } finally {
    end()
  }
}

/** Who is not wanted any more waits for nothing. */
async function unlessAborted(waited: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([waited, promise])
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

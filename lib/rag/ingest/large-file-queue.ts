import 'server-only'

/** Larger files may take hundreds of megabytes to parse. */
const LARGE_BYTES = 2 * 1_024 * 1_024

/** Interactive requests have a queue beside that of knowledge bases, which may take minutes. */
type Turns = 'people' | 'background'

const last: Record<Turns, Promise<unknown>> = { people: Promise.resolve(), background: Promise.resolve() }

/** Serialises the parsing of large files within this process, to limit memory. */
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

/** Stops waiting when aborted. */
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

import 'server-only'
import { firstComeFirstServed, Semaphore } from '@/lib/core/semaphore'

/** Larger files may take hundreds of megabytes to parse. */
const LARGE_BYTES = 2 * 1_024 * 1_024

/** Interactive requests have a queue beside that of knowledge bases, which may take minutes. */
type Turns = 'people' | 'background'

const queues: Record<Turns, Semaphore<null>> = {
  people: new Semaphore(firstComeFirstServed(1)),
  background: new Semaphore(firstComeFirstServed(1)),
}

/** Serializes the parsing of large files within this process, to limit memory. */
export function inTurnIfLarge<T>(
  { bytes, turns, signal }: { bytes: number; turns: Turns; signal?: AbortSignal | undefined },
  read: () => Promise<T>,
): Promise<T> {
  return bytes < LARGE_BYTES ? read() : queues[turns].run(null, read, signal)
}

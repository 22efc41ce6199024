import { sleep } from '@/lib/core/retry/sleep'

const ATTEMPTS = 20
const INTERVAL_MS = 250

/**
 * Repeats a request to cancel a statement until the statement has ended. A request that reaches the server between two
 * messages of the driver, before the statement runs, has no effect.
 */
export async function cancelUntilEnded(cancel: () => Promise<unknown>, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS && !hasEnded(); attempt += 1) {
    await cancel()
    await sleep(INTERVAL_MS)
  }
}

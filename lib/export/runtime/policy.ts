/** Transient errors: no connection, too many requests, a failed server. */
export function isTransient(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : Number.NaN
  if (!Number.isNaN(status)) return status === 429 || status >= 500
  return /fetch failed|ECONNRE|ETIMEDOUT|answered (?:429|5\d\d)/.test(String(error))
}

interface Attempts {
  retries: number
  backoffSeconds: number
  timeoutSeconds: number
}

/** Runs a step so that a failure does not end the run: `onError` defines the result of the step. */
export async function withFallback<T>(
  work: () => Promise<T>,
  { retries, backoffSeconds, timeoutSeconds }: Attempts,
  onError: (error: { code: string; message: string }) => T,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await withTimeout(work(), timeoutSeconds)
    } catch (error) {
      if (attempt >= retries || !isTransient(error)) return onError(toFailure(error))
      await new Promise((resolve) => setTimeout(resolve, backoffSeconds * 1_000 * 2 ** attempt))
    }
  }
}

function toFailure(error: unknown): { code: string; message: string } {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'INTERNAL'
  return { code, message: error instanceof Error ? error.message : String(error) }
}

async function withTimeout<T>(work: Promise<T>, seconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`This took longer than ${seconds} seconds.`)), seconds * 1_000)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

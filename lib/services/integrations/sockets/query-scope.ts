import 'server-only'

/** Maximum size of a response, protocol included; the limits of rows and their size cut results before that. */
export const MAX_RECEIVED_BYTES = 32 * 1_048_576

export interface QueryScope {
  /** Aborted when the run is stopped, and when the server exceeds the time limit. */
  signal: AbortSignal
  timeoutMs: number
}

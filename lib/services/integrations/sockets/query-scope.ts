import 'server-only'

/** Of a whole result with its protocol; larger ones are cut by the limit of rows and their size. */
export const MAX_RECEIVED_BYTES = 32 * 1_048_576

export interface QueryScope {
  /** Aborted when the run is stopped, and when the server does not keep to the time limit. */
  signal: AbortSignal
  timeoutMs: number
}

import 'server-only'

export interface EgressLimits {
  /** Time until the response headers arrive. */
  headersMs: number
  /** Time between two pieces of the response body. */
  idleMs: number
  /** Time from the call to the last byte of the body. */
  totalMs: number
  /** Maximum bytes of the decoded body. */
  maxBytes: number
}

/**
 * Maximum sockets per host: as many as a process may have active runs. To limit the concurrency of a model service, use
 * the setting of its saved connection.
 */
export const MAX_CONNECTIONS = 5_000

const MEBIBYTE = 1024 * 1024
const USUAL = { headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 }
const TEN_MINUTES_MS = 600_000

/** Time and size limits by the purpose of the request. */
export const LIMITS = {
  json: { ...USUAL, maxBytes: 10 * MEBIBYTE },
  page: { ...USUAL, maxBytes: 5 * MEBIBYTE },
  file: { ...USUAL, maxBytes: 25 * MEBIBYTE },
  model: { headersMs: TEN_MINUTES_MS, idleMs: 300_000, totalMs: TEN_MINUTES_MS, maxBytes: 100 * MEBIBYTE },
  // A non-streaming response from a model, which stays silent until it has finished.
  answer: { headersMs: TEN_MINUTES_MS, idleMs: TEN_MINUTES_MS, totalMs: TEN_MINUTES_MS, maxBytes: 16 * MEBIBYTE },
} as const satisfies Record<string, EgressLimits>

export type EgressPurpose = keyof typeof LIMITS

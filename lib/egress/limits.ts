import 'server-only'

export interface EgressLimits {
  /** Until the answer's headers. */
  headersMs: number
  /** Between two pieces of the answer's body. */
  idleMs: number
  /** From the call to the body's last byte. */
  totalMs: number
  /** Of the decoded body. */
  maxBytes: number
}

/** To one host at the same time: as many as runs may go on in a process. How many a service is asked at once is set at its connection. */
export const MAX_CONNECTIONS = 5_000

const MEBIBYTE = 1024 * 1024
const USUAL = { headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 }
const TEN_MINUTES_MS = 600_000

/** What a request is for decides how long and how large it may be. */
export const LIMITS = {
  json: { ...USUAL, maxBytes: 10 * MEBIBYTE },
  page: { ...USUAL, maxBytes: 5 * MEBIBYTE },
  file: { ...USUAL, maxBytes: 25 * MEBIBYTE },
  model: { headersMs: TEN_MINUTES_MS, idleMs: 300_000, totalMs: TEN_MINUTES_MS, maxBytes: 100 * MEBIBYTE },
  // In one piece, from a model that is silent until it has finished.
  answer: { headersMs: TEN_MINUTES_MS, idleMs: TEN_MINUTES_MS, totalMs: TEN_MINUTES_MS, maxBytes: 16 * MEBIBYTE },
} as const satisfies Record<string, EgressLimits>

export type EgressPurpose = keyof typeof LIMITS

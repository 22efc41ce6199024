import type { ErrorCode } from '@/lib/core/app-error'

/**
 * HTTP status by error code. A fault of the app itself is a server error in public APIs, but a client error in the
 * studio, where users correct it.
 */
const STATUS = {
  INVALID_INPUT: { studio: 400, publicApi: 400 },
  INVALID_JSON: { studio: 400, publicApi: 400 },
  INVALID_GRAPH: { studio: 400, publicApi: 500 },
  UNAUTHENTICATED: { studio: 401, publicApi: 401 },
  FORBIDDEN: { studio: 403, publicApi: 403 },
  NOT_FOUND: { studio: 404, publicApi: 404 },
  METHOD_NOT_ALLOWED: { studio: 405, publicApi: 405 },
  CONFLICT: { studio: 409, publicApi: 409 },
  TOO_LARGE: { studio: 413, publicApi: 413 },
  UNSUPPORTED_MEDIA_TYPE: { studio: 415, publicApi: 415 },
  RATE_LIMITED: { studio: 429, publicApi: 429 },
  BUDGET_EXCEEDED: { studio: 402, publicApi: 402 },
  CANCELLED: { studio: 499, publicApi: 409 },
  TIMEOUT: { studio: 504, publicApi: 504 },
  LIMIT_EXCEEDED: { studio: 422, publicApi: 422 },
  EGRESS_BLOCKED: { studio: 422, publicApi: 500 },
  EGRESS_ENCODING_REFUSED: { studio: 502, publicApi: 500 },
  EGRESS_FAILED: { studio: 502, publicApi: 500 },
  MODEL_MISSING: { studio: 422, publicApi: 503 },
  MODEL_UNREACHABLE: { studio: 502, publicApi: 502 },
  MODEL_UNAUTHORIZED: { studio: 502, publicApi: 502 },
  MODEL_RATE_LIMITED: { studio: 503, publicApi: 503 },
  MODEL_FAILED: { studio: 502, publicApi: 502 },
  CREDENTIAL_MISSING: { studio: 422, publicApi: 500 },
  RECONNECT_REQUIRED: { studio: 422, publicApi: 500 },
  SANDBOX_UNAVAILABLE: { studio: 503, publicApi: 500 },
  SANDBOX_FAILED: { studio: 422, publicApi: 500 },
  REFERENCE_MISSING: { studio: 422, publicApi: 500 },
  TOOL_FAILED: { studio: 502, publicApi: 500 },
  GAVE_UP: { studio: 500, publicApi: 500 },
  UNAVAILABLE: { studio: 503, publicApi: 503 },
  MAINTENANCE: { studio: 503, publicApi: 503 },
  INTERNAL: { studio: 500, publicApi: 500 },
} as const satisfies Record<ErrorCode, { studio: number; publicApi: number }>

export const studioStatus = (code: ErrorCode) => STATUS[code].studio
export const publicStatus = (code: ErrorCode) => STATUS[code].publicApi

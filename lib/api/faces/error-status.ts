import 'server-only'
import type { ErrorCode } from '@/lib/core/app-error'

const STATUS = {
  INVALID_INPUT: 400,
  INVALID_JSON: 400,
  INVALID_GRAPH: 500,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUDGET_EXCEEDED: 402,
  CANCELLED: 409,
  TIMEOUT: 504,
  LIMIT_EXCEEDED: 422,
  EGRESS_BLOCKED: 500,
  EGRESS_ENCODING_REFUSED: 500,
  EGRESS_FAILED: 500,
  MODEL_MISSING: 503,
  MODEL_UNREACHABLE: 502,
  MODEL_UNAUTHORIZED: 500,
  MODEL_RATE_LIMITED: 503,
  MODEL_FAILED: 502,
  CREDENTIAL_MISSING: 500,
  SANDBOX_UNAVAILABLE: 500,
  SANDBOX_FAILED: 500,
  REFERENCE_MISSING: 500,
  TOOL_FAILED: 500,
  GAVE_UP: 500,
  UNAVAILABLE: 503,
  MAINTENANCE: 503,
  INTERNAL: 500,
} as const satisfies Record<ErrorCode, number>

/** Status of a failure on the public faces, where a fault of the app itself is ours and not the caller's. */
export const publicStatus = (code: ErrorCode) => STATUS[code]

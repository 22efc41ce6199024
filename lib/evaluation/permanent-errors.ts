import { AppError } from '@/lib/core/app-error'

const PERMANENT_CODES = new Set([
  'MODEL_UNAUTHORIZED',
  'MODEL_MISSING',
  'CREDENTIAL_MISSING',
  'RECONNECT_REQUIRED',
  'FORBIDDEN',
  'BUDGET_EXCEEDED',
  'EGRESS_BLOCKED',
])

/** Permanent errors, after which further calls fail too. */
export const isPermanent = (error: unknown): boolean => AppError.isInstance(error) && PERMANENT_CODES.has(error.code)

import { AppError } from '@/lib/core/app-error'

const HOPELESS = new Set([
  'MODEL_UNAUTHORIZED',
  'MODEL_MISSING',
  'CREDENTIAL_MISSING',
  'FORBIDDEN',
  'BUDGET_EXCEEDED',
  'EGRESS_BLOCKED',
])

/** Permanent errors, after which further calls fail too. */
export const isHopeless = (error: unknown): boolean => AppError.isInstance(error) && HOPELESS.has(error.code)

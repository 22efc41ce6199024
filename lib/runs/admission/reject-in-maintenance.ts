import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** @throws AppError MAINTENANCE with the message of the app's owners */
export function rejectInMaintenance({ maintenance = null }: PublishedApp): void {
  if (!maintenance) return
  const { message, retryAfterSeconds } = maintenance
  throw new AppError('MAINTENANCE', message, { retryAfterSeconds })
}

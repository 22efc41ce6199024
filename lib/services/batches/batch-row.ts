import type { batches } from '@/lib/db/schema/automations'

export type BatchRow = typeof batches.$inferSelect

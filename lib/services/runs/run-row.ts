import type { runs } from '@/lib/db/schema/runs'

export type RunRow = typeof runs.$inferSelect

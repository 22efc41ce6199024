import type { schedules } from '@/lib/db/schema/automations'

export type ScheduleRow = typeof schedules.$inferSelect

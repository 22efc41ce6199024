import 'server-only'
import type { connections } from '@/lib/db/schema/models'
import type { ServiceContext } from '../context'

export type ConnectionRow = typeof connections.$inferSelect
export type ConnectionContext = Pick<ServiceContext, 'db' | 'workspace' | 'system'>

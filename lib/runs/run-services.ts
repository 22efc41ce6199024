import 'server-only'
import { newId } from '@/lib/core/new-id'
import { singleton } from '@/lib/platform/singleton'
import type { System } from '@/lib/services/system'
import { EventLog } from './event-log'

/** Names this process as the owner of the runs that it drives. */
export const processId = (): string => singleton('process-id', () => newId())

export function eventLog(system: System): EventLog {
  return singleton('event-log', () => new EventLog(system.db))
}

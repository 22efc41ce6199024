import 'server-only'
import { newId } from '@/lib/core/new-id'
import { singleton } from '@/lib/platform/singleton'

/** Identifies this process as the owner of the runs that it drives. */
export const processId = (): string => singleton('process-id', () => newId())

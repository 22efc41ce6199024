import 'server-only'
import { newId } from '@/lib/core/new-id'
import { singleton } from '@/lib/platform/singleton'
import type { System } from '@/lib/services/system'
import { EventLog } from '../log/event-log'
import { RunBus } from '../log/run-bus'
import { activeRuns } from './active-runs'

/** Identifies this process as the owner of the runs that it drives. */
export const processId = (): string => singleton('process-id', () => newId())

export function runBus(system: System): RunBus {
  return singleton('run-bus', () => new RunBus(system.sql, processId(), (runId) => activeRuns().get(runId) ?? null))
}

export function eventLog(system: System): EventLog {
  return singleton(
    'event-log',
    () =>
      new EventLog({
        db: system.storingDb,
        writer: processId(),
        onStored: (stored) => runBus(system).publish(stored),
        onRejected: (runId, error) => activeRuns().get(runId)?.letGo(error),
      }),
  )
}

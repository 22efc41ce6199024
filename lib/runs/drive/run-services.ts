import 'server-only'
import { perDatabase } from '@/lib/services/per-database'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'
import { EventLog } from '../log/event-log'
import { RunBus } from '../log/run-bus'
import { processId } from './process-id'

export function runBus(system: System): RunBus {
  return perDatabase(
    'run-bus',
    system.storingDb,
    () => new RunBus(system.sql, processId(), (runId) => activeRuns().get(runId) ?? null),
  )
}

export function eventLog(system: System): EventLog {
  return perDatabase(
    'event-log',
    system.storingDb,
    () =>
      new EventLog({
        db: system.storingDb,
        writer: processId(),
        onStored: (stored) => runBus(system).publish(stored),
        onRejected: (runId, error) => activeRuns().get(runId)?.release(error),
      }),
  )
}

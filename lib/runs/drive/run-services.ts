import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'
import { EventLog } from '../log/event-log'
import { RunBus } from '../log/run-bus'
import { processId } from './process-id'

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
        onRejected: (runId, error) => activeRuns().get(runId)?.release(error),
      }),
  )
}

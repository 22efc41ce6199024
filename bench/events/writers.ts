import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import { EventLog } from '@/lib/runs/log/event-log'
import { timesOf } from './times-of'

const LANES = 16
const ROOM = 2 ** 20

/**
 * Writes of the product's log for runs in progress: 20 events per run, every third one synchronous.
 * @returns a function that stops it and reports
 */
export function startWriters(db: Database): { stop(): Promise<string> } {
  const log = new EventLog({ db, writer: 'bench' })
  const startedAt = performance.now()
  const commits: number[] = []
  let events = 0
  let isOver = false
  const lane = async () => {
    while (!isOver) {
      const runId = newId()
      for (let index = 1; index <= 20; index += 1) {
        log.append(runId, { seq: index * ROOM, event: eventOf(index) })
        events += 1
        if (index % 3 !== 0) continue
        const before = performance.now()
        await log.committed(runId)
        commits.push(performance.now() - before)
      }
    }
  }
  const lanes = Promise.all(Array.from({ length: LANES }, lane))
  return {
    async stop() {
      isOver = true
      await lanes
      await log.flush()
      const seconds = (performance.now() - startedAt) / 1_000
      return `${(events / seconds).toFixed(0)} events/s, a commit ${timesOf(commits)}`
    },
  }
}

const eventOf = (index: number): RunEvent => ({
  type: 'node-end',
  path: [`node-${index}`],
  nodeId: `node-${index}`,
  atMs: 0,
  durationMs: 1,
  outputs: { text: `${newId()} ${newId()} ${newId()}` },
})

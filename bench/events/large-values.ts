import { randomBytes } from 'node:crypto'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { EventLog } from '@/lib/runs/log/event-log'
import { slimEvents, storedEvents } from '@/lib/services/runs/stored-events'
import { timesOf } from './times-of'

const NODES = 10
const ROOM = 2 ** 20

/** Runs of ten nodes that pass on 1 MB each: the cost of storing and opening one. */
export async function measureLargeValues(db: Database, where: { workspaceId: string; appId: string }): Promise<string> {
  const log = new EventLog({ db, writer: 'bench' })
  const stored: number[] = []
  const opened: number[] = []
  const whole: number[] = []
  let bytes = 0
  for (let turn = 0; turn < 10; turn += 1) {
    const id = newId()
    await db.insert(runs).values({
      id,
      ...where,
      planHash: 'h',
      origin: 'api',
      status: 'succeeded',
      preview: 'Large',
      inputs: {},
      labels: {},
    })
    const startedAt = performance.now()
    for (const [index, event] of eventsOf().entries()) log.append(id, { seq: (index + 1) * ROOM, event })
    await log.committed(id)
    stored.push(performance.now() - startedAt)
    const openedAt = performance.now()
    bytes = Buffer.byteLength(JSON.stringify(await slimEvents(db, id)))
    opened.push(performance.now() - openedAt)
    const wholeAt = performance.now()
    await storedEvents(db, id)
    whole.push(performance.now() - wholeAt)
  }
  return `${NODES} nodes of 1 MB: stored ${timesOf(stored)}; trace ${timesOf(opened)}, ${(bytes / 1e3).toFixed(0)} kB; all values, for a resume after a crash, ${timesOf(whole)}`
}

function eventsOf(): RunEvent[] {
  const values = Array.from(
    { length: NODES + 1 },
    () => randomBytes(375_000).toString('base64') + randomBytes(375_000).toString('base64'),
  )
  return Array.from({ length: NODES }, (_, index): RunEvent[] => {
    const eventBase = { path: [`n${index}`], nodeId: `n${index}`, atMs: 0 }
    return [
      { type: 'node-start', attempt: 1, inputs: { text: values[index] ?? '' }, ...eventBase },
      { type: 'node-end', outputs: { text: values[index + 1] ?? '' }, durationMs: 1, ...eventBase },
    ]
  }).flat()
}

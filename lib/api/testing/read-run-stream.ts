import 'server-only'
import { expect } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'

/** Reads the studio's run stream to its end. */
export async function readRunStream(response: Response) {
  expect(response.status).toBe(200)
  const events = (await response.text()).split('\n').flatMap((line) => (line.startsWith('data: ') ? line.slice(6) : []))
  return { runId: response.headers.get('x-run-id') ?? '', state: foldRun(events.map(asEvent)) }
}

/** Safe: our own server's stream only contains RunEvents. */
function asEvent(data: string): RunEvent {
  return JSON.parse(data) as RunEvent
}

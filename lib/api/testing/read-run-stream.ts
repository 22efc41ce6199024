import 'server-only'
import { expect } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'

/** The run that the studio streamed, read to its end. */
export async function readRunStream(response: Response) {
  expect(response.status).toBe(200)
  const events = (await response.text()).split('\n').flatMap((line) => (line.startsWith('data: ') ? line.slice(6) : []))
  return { runId: response.headers.get('x-run-id') ?? '', state: foldRun(events.map(asEvent)) }
}

/** Safe: our own server's stream holds RunEvents only. */
function asEvent(data: string): RunEvent {
  return JSON.parse(data) as RunEvent
}

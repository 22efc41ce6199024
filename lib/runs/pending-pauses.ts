import 'server-only'
import type { RunEvent } from '@/lib/engine/events'
import { pathKey } from '@/lib/engine/path-key'
import type { PendingPause } from './suspend-run'

/** Questions among the events that no answer follows. */
export function findPendingPauses(events: Iterable<RunEvent>): PendingPause[] {
  const open = new Map<string, PendingPause>()
  for (const event of events) {
    if (event.type !== 'node-pause' && event.type !== 'node-resume') continue
    const address = `${pathKey(event.path)}#${event.key}`
    if (event.type === 'node-resume') open.delete(address)
    else open.set(address, { path: event.path, key: event.key, nodeId: event.nodeId, request: event.request })
  }
  return [...open.values()]
}

import 'server-only'
import type http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { singleton } from '@/lib/platform/singleton'

const POLL_INTERVAL_MS = 50

const drain = () => singleton('drain', () => ({ isDraining: false, inFlight: 0 }))

/**
 * From now on `ready` returns 503, so that load balancers stop sending requests, and each response
 * closes its connection.
 */
export function startDraining(): void {
  drain().isDraining = true
}

export const isDraining = (): boolean => drain().isDraining

/** Counts each request until its response is sent or its client disconnects. */
export function trackRequest(response: http.ServerResponse): void {
  const state = drain()
  state.inFlight += 1
  response.once('close', () => {
    state.inFlight -= 1
  })
  if (state.isDraining) response.shouldKeepAlive = false
}

interface Seconds {
  /** Time for which requests are still accepted, until every load balancer has noticed the shutdown. */
  accept: number
  /** Time for requests in flight after that. */
  finish: number
}

/**
 * Drains a server without errors for its clients. The caller handles requests that are still in
 * flight at the end. @returns whether all requests were answered
 */
export async function drainServer(server: http.Server, { accept, finish }: Seconds): Promise<boolean> {
  startDraining()
  await pause(accept * 1_000)
  // Right after the event loop has accepted pending connections: the system resets those that
  // remain.
  await new Promise((resolve) => setImmediate(resolve))
  server.close()
  const endMs = performance.now() + finish * 1_000
  while (drain().inFlight > 0) {
    if (performance.now() >= endMs) return false
    await pause(POLL_INTERVAL_MS)
  }
  return true
}

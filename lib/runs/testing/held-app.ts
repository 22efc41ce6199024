import { createServer, type ServerResponse } from 'node:http'
import { expect } from 'vitest'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { activeRuns } from '../log/active-runs'

export interface BlockedApp {
  app: TestApp
  /** Number of runs that wait for their step's response. */
  waitingCount(): number
  /** Responds to all of them, until no run is active. */
  release(): Promise<void>
  close(): Promise<void>
}

/** A published app whose runs stay active until they are released: their step calls a server that waits. */
export async function createBlockedApp(slug: string): Promise<BlockedApp> {
  const waiting: ServerResponse[] = []
  const server = createServer((_, response) => void waiting.push(response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  process.env.EGRESS_ALLOW = url
  dropSingleton('env')
  const nodes = [{ id: 'c', type: 'http', config: { method: 'GET', url: `${url}/?q={{in.message}}` } }]
  const app = await createTestApp(slug, chatApp(nodes, ['c.text -> out.text']))
  const activeCount = () => {
    for (const response of waiting.splice(0)) response.end('done')
    return activeRuns().size
  }
  return {
    app,
    waitingCount: () => waiting.length,
    release: () => expect.poll(activeCount).toBe(0),
    close: async () => {
      delete process.env.EGRESS_ALLOW
      dropSingleton('env')
      await closeEgress()
      server.close()
      await app.close()
    },
  }
}

import type { RequestListener } from 'node:http'
import { onTestFinished } from 'vitest'
import { createEgress } from './create-egress'
import { startCanary } from './test-server'

/** A server for this test only. */
export async function serve(respond?: RequestListener) {
  const server = await startCanary(respond)
  onTestFinished(() => server.close())
  return { ...server, url: `http://127.0.0.1:${server.port}` }
}

/** A guarded client that may reach only these servers. */
export function egressTo(...servers: { port: number }[]) {
  const egress = createEgress({ allow: servers.map(({ port }) => `127.0.0.1:${port}`).join(',') })
  onTestFinished(() => egress.close())
  return egress
}

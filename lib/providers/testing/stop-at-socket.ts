import { expect } from 'vitest'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { callOf, collect } from './collect'
import type { WireServer } from './wire-server'

/** Stops a call after the service received it and sent some output, and expects the socket to close. */
export async function expectStopAtSocket(
  client: ProviderClient,
  connection: ProviderConnection,
  server: WireServer | undefined,
  prefix = '',
): Promise<void> {
  const controller = new AbortController()
  const started = Promise.withResolvers<void>()
  const reading = collect(client.chat(connection, callOf({ signal: controller.signal })), () => started.resolve())
  await expect.poll(() => server?.requests.length).toBe(1)
  if (prefix !== '') await started.promise
  controller.abort()
  const { text, error } = await reading
  expect([text, error?.code]).toEqual([prefix, 'CANCELLED'])
  await expect.poll(() => server?.requests[0]?.isAborted()).toBe(true)
}

import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { EmbeddedClient } from './embedded-client'

let client: EmbeddedClient
let file: string

beforeAll(async () => {
  file = fileURLToPath(await bundleEntry('lib/db/pglite.entry.ts'))
  client = new EmbeddedClient(null, file)
  await client.ready
})
afterAll(async () => {
  await client.close()
  await rm(path.dirname(file), { recursive: true })
})

const Sent = z.object({ params: z.array(z.instanceof(Uint8Array)) })

test('sends only the viewed part of a buffer', async () => {
  const sent = vi.spyOn(Worker.prototype, 'postMessage')
  const all = new Uint8Array(1_000_000).map((_, index) => index % 251)
  const part = all.subarray(500_000, 500_016)
  for (let time = 0; time < 3; time += 1) {
    const { rows } = await client.query('select $1::bytea as bytes', [part])
    expect(rows).toEqual([{ bytes: Uint8Array.from(part) }])
    expect(Sent.parse(sent.mock.lastCall?.[0]).params[0]?.buffer.byteLength).toBe(16)
  }
  sent.mockRestore()
})

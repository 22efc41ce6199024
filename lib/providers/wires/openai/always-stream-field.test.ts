import { expect, test } from 'vitest'
import { clients } from '../../clients.gen'
import { isProviderId, manifests } from '../../manifests.gen'
import type { ProviderManifest } from '../../provider-manifest'
import { ALWAYS_STREAM_FIELD } from './always-stream-field'

test('offers the option to stream for exactly the services with non-streaming responses', async () => {
  const listed = await Promise.all(
    Object.values<ProviderManifest>(manifests).map(async ({ id, fields = [] }) => {
      if (!isProviderId(id)) throw new Error(id)
      const { default: client } = await clients[id]()
      const connection = { baseUrl: 'https://models.example', apiKey: null, fields: {}, fetch: globalThis.fetch }
      const supportsNonStreaming = Boolean(client.completer?.(connection))
      return { id, supportsNonStreaming, hasField: fields.includes(ALWAYS_STREAM_FIELD) }
    }),
  )
  expect(listed.filter(({ supportsNonStreaming, hasField }) => supportsNonStreaming !== hasField)).toEqual([])
  expect(listed.filter(({ supportsNonStreaming }) => supportsNonStreaming).length).toBeGreaterThan(15)
})

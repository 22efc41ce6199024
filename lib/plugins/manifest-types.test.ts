import { expect, test } from 'vitest'
import type { ConnectionKind } from './connection-kinds'
import { type PluginManifest, PluginManifestSchema } from './manifest-types'

const manifest = (connections: ConnectionKind[], overrides: Partial<PluginManifest> = {}): PluginManifest => ({
  id: 'sample',
  label: 'Sample',
  description: 'A service.',
  categories: ['documents'],
  synonyms: [],
  docsUrl: 'https://example.com/docs',
  baseUrl: 'https://api.example.com',
  hosts: ['api.example.com'],
  connections,
  ...overrides,
})

const KINDS: ConnectionKind[] = [
  { id: 'none', label: 'None', kind: 'none' },
  { id: 'key', label: 'Key', kind: 'api-key', keyLabel: 'Key', placement: { in: 'header', name: 'X-Key' } },
  { id: 'key-in-path', label: 'Token', kind: 'api-key', keyLabel: 'Token', placement: { in: 'path', name: 'token' } },
  { id: 'basic', label: 'Password', kind: 'basic', userLabel: 'User', passwordLabel: 'Password' },
  { id: 'token', label: 'Token', kind: 'bearer', keyLabel: 'Token' },
  {
    id: 'oauth',
    label: 'Account',
    kind: 'oauth2',
    grant: 'authorization-code',
    scopes: ['read'],
    authorizeUrl: 'https://example.com/authorize',
    tokenUrl: 'https://example.com/token',
    quirks: { pkce: false, clientAuthentication: 'body', scopeSeparator: ',', authorizeParameters: { a: 'b' } },
  },
  { id: 'google', label: 'Service account', kind: 'service-account', provider: 'google', scopes: ['read'] },
  { id: 'app', label: 'App', kind: 'service-account', provider: 'github-app' },
  { id: 'aws', label: 'Access key', kind: 'signed', scheme: 'aws-sigv4', service: 's3' },
  {
    id: 'own',
    label: 'Credentials',
    kind: 'custom',
    fields: [{ name: 'apiKey', label: 'Key', secret: true }],
    placements: [{ field: 'apiKey', placement: { in: 'query', name: 'key' } }],
  },
]

test.each(KINDS)('describes the connection kind $kind as data', (kind) => {
  expect(PluginManifestSchema.parse(manifest([kind]))).toEqual(manifest([kind]))
})

test.each<[string, unknown]>([
  ['an id outside of the pattern', manifest(KINDS, { id: 'Sample' })],
  ['a host with a path', manifest(KINDS, { hosts: ['api.example.com/v1'] })],
  ['a wildcard host', manifest(KINDS, { hosts: ['*.example.com'] })],
  ['no connection kind', manifest([])],
  ['an unknown kind', manifest([{ id: 'x', label: 'X', kind: 'magic' } as unknown as ConnectionKind])],
  ['an unknown property', { ...manifest(KINDS), secret: 'x' }],
  [
    'a token endpoint without TLS',
    manifest([
      {
        id: 'oauth',
        label: 'A',
        kind: 'oauth2',
        grant: 'client-credentials',
        scopes: [],
        tokenUrl: 'http://example.com/token',
      },
    ]),
  ],
])('rejects %s', (_, value) => {
  expect(PluginManifestSchema.safeParse(value).success).toBe(false)
})

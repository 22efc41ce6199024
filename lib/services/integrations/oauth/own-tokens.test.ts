import { createVerify, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'
import { appToken } from './app-token'
import { DeadGrant } from './request-tokens'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const now = new Date('2026-11-30T12:00:00Z')
let studio: TestStudio
let editor: TestPerson
let service: Awaited<ReturnType<typeof startCanary>>
let origin = ''
let answers: Record<string, object> = {}

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  service = await startCanary((request, response) => {
    const answer = answers[new URL(request.url ?? '/', 'http://x').pathname]
    response.writeHead(answer ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }))
  })
  origin = `http://127.0.0.1:${service.port}`
  process.env.EGRESS_ALLOW = origin
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  service.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  service.seen.length = 0
  answers = { '/me': { login: 'robot' } }
})

async function create(kind: object, values: object) {
  const custom = { kind: { id: 'custom', label: '', ...kind }, hosts: [origin], testUrl: `${origin}/me` }
  const body = { name: 'Robot', plugin: 'custom', kind: 'custom', custom, values }
  const request = { method: 'POST', path: '/api/studio/integration-connections', body, person: editor }
  return (await studio.call(request)).json()
}

function claimsOf(jwt: string): Record<string, unknown> {
  const [head = '', claims = '', signature = ''] = jwt.split('.')
  const check = createVerify('sha256').update(`${head}.${claims}`)
  expect(check.verify(publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

const keyFile = () =>
  JSON.stringify({ client_email: 'robot@x.iam', private_key: privateKey, token_uri: `${origin}/google` })

test('a Google service account signs a token request and uses the token', async () => {
  answers['/google'] = { access_token: 'google-token', expires_in: 3_600, token_type: 'Bearer' }
  const kind = { kind: 'service-account', provider: 'google', scopes: ['https://a.example/drive'] }
  expect(await create(kind, { json: keyFile() })).toMatchObject({ status: 'ok', account: 'robot', last4: null })
  const sent = new URLSearchParams(service.seen[0]?.body)
  expect(sent.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
  const claims = claimsOf(sent.get('assertion') ?? '')
  expect(claims).toMatchObject({ iss: 'robot@x.iam', scope: 'https://a.example/drive', aud: `${origin}/google` })
  expect(service.seen[1]?.request.headers.authorization).toBe('Bearer google-token')
})

test('a GitHub App requests a token of its installation', async () => {
  answers['/app/installations/42/access_tokens'] = { token: 'ghs_1', expires_at: '2099-01-01T00:00:00Z' }
  const kind = { kind: 'service-account', provider: 'github-app' }
  const custom = await create(kind, { appId: '7', installationId: '42', privateKey })
  expect(custom).toMatchObject({ status: 'ok', account: 'robot' })
  const bearer = service.seen[0]?.request.headers.authorization?.slice(7) ?? ''
  expect(claimsOf(bearer)).toMatchObject({ iss: '7' })
  expect(service.seen[1]?.request.headers.authorization).toBe('Bearer ghs_1')
})

test.each(['not json', '{}', '{"client_email":"a","private_key":"no key"}'])(
  'explains that a key file is invalid: %s',
  async (json) => {
    const kind = { kind: 'service-account', provider: 'google', scopes: ['s'] }
    const body = await create(kind, { json })
    expect(body).toMatchObject({ status: 'reconnect', statusMessage: expect.stringMatching(/Paste the whole/) })
    expect(JSON.stringify(body)).not.toContain('no key')
  },
)

test.each([
  ['feishu', '/open-apis/auth/v3/tenant_access_token/internal', { code: 0, tenant_access_token: 't', expire: 60 }],
  ['dingtalk', '/v1.0/oauth2/accessToken', { accessToken: 't', expireIn: 60 }],
  ['wecom', '/cgi-bin/gettoken', { errcode: 0, access_token: 't', expires_in: 60 }],
] as const)('obtains the token of a %s app', async (scheme, path, answer) => {
  const { db } = studio.system
  const { workspaceId } = editor
  const fields = { appId: 'id' }
  const request = { db, workspaceId, fields, now, secrets: { appSecret: 's' }, scheme, origin }
  answers[path] = answer
  expect(await appToken(request)).toMatchObject({
    tokens: { accessToken: 't', refreshToken: null },
    tokenExpiresAt: new Date(now.getTime() + 60_000),
  })
  delete answers[path]
  await expect(appToken(request)).rejects.toBeInstanceOf(DeadGrant)
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export const CLIENT = { clientId: 'patchbay', clientSecret: 'CANARY_client_secret_value' }

export interface OidcServer {
  origin: string
  /** Requests to the token endpoint, by grant type. */
  tokenRequests: string[]
  /** The account that signs in next. */
  account: string
  /** Replaces the next answer of the token endpoint, for example by a redirect. */
  nextTokenAnswer: { status: number; headers?: Record<string, string>; body?: string } | null
  /** Called before the token endpoint answers. */
  beforeToken: () => Promise<void>
  /** Ends all grants of the account. */
  revokeAll(): Promise<void>
  /** Acts as the person's browser. @returns the parameters with which the server sends them back */
  signIn(url: string): Promise<URLSearchParams>
  close(): void
}

/** A real authorization server with rotating refresh tokens. People sign in without a form. */
export async function startOidcServer(redirectUri: string, settings: Configuration = {}): Promise<OidcServer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: [
          'authorization_code',
          'refresh_token',
          'client_credentials',
          'urn:ietf:params:oauth:grant-type:device_code',
        ],
      },
    ],
    scopes: ['openid', 'offline_access', 'files', 'mail'],
    claims: { openid: ['sub', 'email'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
    },
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, email: `${id}@example.com` }) }),
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid offline_access files mail')
      await grant.save()
      return grant
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 3_600, ClientCredentials: 3_600 },
    ...settings,
  })
  const grants = new Set<string>()
  provider.on('grant.success', (ctx) => {
    const id = ctx.oidc.entities.Grant?.jti
    if (id) grants.add(id)
  })
  const answer = provider.callback()
  const oidc: OidcServer = {
    origin,
    tokenRequests: [],
    account: 'ann',
    nextTokenAnswer: null,
    beforeToken: async () => {},
    async revokeAll() {
      for (const id of grants) await provider.Grant.adapter.revokeByGrantId(id)
      for (const id of grants) {
        await provider.RefreshToken.revokeByGrantId(id)
        await provider.AccessToken.revokeByGrantId(id)
      }
    },
    signIn: (url) => browse(url, redirectUri),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  provider.on('server_error', (_ctx, error) => process.stderr.write(`${String(error)}\n`))
  server.on('request', async (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      await provider.interactionFinished(request, response, { login: { accountId: oidc.account } })
      return
    }
    if (request.url !== '/token') return void answer(request, response)
    await oidc.beforeToken()
    const tokenAnswer = oidc.nextTokenAnswer
    oidc.nextTokenAnswer = null
    if (!tokenAnswer) {
      request.on('data', (chunk: Buffer) => {
        const type = new URLSearchParams(chunk.toString()).get('grant_type')
        if (type !== null) oidc.tokenRequests.push(type)
      })
      return void answer(request, response)
    }
    response.writeHead(tokenAnswer.status, { 'content-type': 'application/json', ...tokenAnswer.headers })
    response.end(tokenAnswer.body ?? '{}')
  })
  return oidc
}

async function browse(url: string, redirectUri: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>()
  let current = url
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(current, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`No redirect from ${current}: ${response.status} ${await response.text()}`)
    current = new URL(location, current).href
    if (current.startsWith(redirectUri)) return new URL(current).searchParams
  }
  throw new Error('Too many redirects')
}

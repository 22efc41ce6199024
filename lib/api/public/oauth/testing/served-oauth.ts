import { createHash, randomBytes } from 'node:crypto'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { expect } from 'vitest'
import { z } from 'zod'
import { type ServedApp, serveApp } from '@/lib/api/testing/served-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { postMcp } from '../../mcp/testing/post-mcp'
import { CALLBACK, DesktopClient } from './desktop-client'

const TokenBody = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })
export type TokenBody = z.infer<typeof TokenBody>

/** A registered client with its PKCE verifier and authorization URL. */
export interface StartedFlow {
  client_id: string
  verifier: string
  authorizeUrl: URL
}

/** A published app on a real socket, with the steps of client authorization. */
export class ServedOAuth {
  private constructor(readonly served: ServedApp) {}

  static async start(): Promise<ServedOAuth> {
    return new ServedOAuth(await serveApp('helper'))
  }

  get appUrl(): string {
    return this.served.app.studio.system.appUrl
  }

  get db() {
    return this.served.app.studio.system.db
  }

  close(): Promise<void> {
    return this.served.close()
  }

  /** Calls the studio API of connected clients. */
  studio(method: string, path: string, body?: unknown, person: TestPerson = this.served.app.person): Promise<Response> {
    const end = path === '' ? '' : `/${path}`
    return this.served.app.studio.call({ method, path: `/api/studio/programs${end}`, body, person })
  }

  form(path: string, fields: Record<string, string>): Promise<Response> {
    return fetch(`${this.served.url}/oauth/${path}`, { method: 'POST', body: new URLSearchParams(fields) })
  }

  async register(body: object) {
    const response = await fetch(`${this.served.url}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const Answer = z
      .object({ client_id: z.string(), client_name: z.string(), redirect_uris: z.array(z.string()), error: z.string() })
      .partial()
    return { status: response.status, ...Answer.parse(await response.json()) }
  }

  async begin(redirect = CALLBACK): Promise<StartedFlow> {
    const { client_id = '' } = await this.register({ redirect_uris: [redirect], client_name: 'By hand' })
    const verifier = randomBytes(32).toString('base64url')
    const authorizeUrl = new URL('http://localhost/oauth/authorize')
    authorizeUrl.search = new URLSearchParams({
      response_type: 'code',
      client_id,
      redirect_uri: redirect,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: `${this.appUrl}/mcp`,
      state: 's',
    }).toString()
    return { client_id, verifier, authorizeUrl }
  }

  /** The consent page's request for a person who agrees. @returns where the browser is redirected */
  async allow(authorizeUrl: URL, person?: TestPerson): Promise<URL> {
    const request = Object.fromEntries(authorizeUrl.searchParams)
    const consent = z
      .object({ apps: z.array(z.object({ id: z.string() })) })
      .parse(await (await this.studio('GET', `authorization${authorizeUrl.search}`, undefined, person)).json())
    const body = { request, appIds: consent.apps.map(({ id }) => id) }
    const { redirectTo } = z
      .object({ redirectTo: z.string() })
      .parse(await (await this.studio('POST', 'authorization', body, person)).json())
    return new URL(redirectTo)
  }

  /** The form that redeems the code of a person who agrees. */
  async allowed({ client_id, verifier, authorizeUrl }: StartedFlow, person?: TestPerson) {
    const code = (await this.allow(authorizeUrl, person)).searchParams.get('code') ?? ''
    return { grant_type: 'authorization_code', client_id, code, code_verifier: verifier, redirect_uri: CALLBACK }
  }

  async tokensOf(flow: StartedFlow, person?: TestPerson): Promise<TokenBody> {
    return this.tokensFor(await this.allowed(flow, person))
  }

  async tokensFor(fields: Record<string, string>): Promise<TokenBody> {
    return TokenBody.parse(await (await this.form('token', fields)).json())
  }

  renew({ client_id }: Pick<StartedFlow, 'client_id'>, { refresh_token }: Pick<TokenBody, 'refresh_token'>) {
    return this.form('token', { grant_type: 'refresh_token', client_id, refresh_token })
  }

  async renewed(flow: Pick<StartedFlow, 'client_id'>, tokens: Pick<TokenBody, 'refresh_token'>): Promise<TokenBody> {
    return TokenBody.parse(await (await this.renew(flow, tokens)).json())
  }

  /**
   * A transport of the MCP SDK's client, which uses the public address of the instance, where
   * nothing listens here.
   */
  transportOf(desktop: DesktopClient, path = '/mcp'): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(new URL(path, this.appUrl), {
      authProvider: desktop,
      fetch: async (input, init) => this.served.app.router.fetch(new Request(new URL(input), init)),
    })
  }

  async connect(desktop: DesktopClient, path = '/mcp'): Promise<Client> {
    const client = new Client({ name: 'desk', version: '1' })
    await client.connect(this.transportOf(desktop, path))
    return client
  }

  /** A client that only knows the URL, until a person authorizes it. */
  async connected(path = '/mcp'): Promise<{ client: Client; desktop: DesktopClient }> {
    const desktop = new DesktopClient()
    const transport = this.transportOf(desktop, path)
    await expect(new Client({ name: 'desk', version: '1' }).connect(transport)).rejects.toThrow(UnauthorizedError)
    if (!desktop.authorizeUrl) throw new Error('the client has not asked for authorization')
    const answer = await this.allow(desktop.authorizeUrl)
    await transport.finishAuth(answer.searchParams.get('code') ?? '')
    return { client: await this.connect(desktop, path), desktop }
  }

  rpc(token: string, message: object, { path = '/mcp', headers = {} }: RpcOptions = {}): Promise<Response> {
    return postMcp(this.served, { jsonrpc: '2.0', id: 1, ...message }, { key: token, path, headers })
  }

  list(token: string, path = '/mcp'): Promise<Response> {
    return this.rpc(token, { method: 'tools/list' }, { path })
  }

  /** Calls the tool of the app. */
  call(token: string, headers: Record<string, string> = {}, params: object = {}): Promise<Response> {
    const callParams = { name: 'helper', arguments: { message: 'Hello' }, ...params }
    return this.rpc(token, { method: 'tools/call', params: callParams }, { headers })
  }

  /** Token permissions are refreshed every second. */
  async expectStatus(token: string, status: number): Promise<void> {
    await expect.poll(async () => (await this.list(token)).status, { timeout: 5_000 }).toBe(status)
  }
}

interface RpcOptions {
  path?: string
  headers?: Record<string, string>
}

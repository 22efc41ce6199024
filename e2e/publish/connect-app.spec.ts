import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { expect, test } from '@playwright/test'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { OWNER, setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async ({ browser }) => {
  studio = await startStudio()
  const page = await browser.newPage()
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettle help')
  await publishApp(page, studio, appId, [])
  await page.close()
})
test.afterAll(() => studio.stop())

/** An OAuth client on a user's machine: the authorization URL and its redirect. */
async function startDesktopClient() {
  const { promise: answer, resolve } = Promise.withResolvers<URLSearchParams>()
  const listener = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/callback') resolve(url.searchParams)
    response.end('You can go back to the program.')
  }).listen(0, '127.0.0.1')
  await new Promise((done) => listener.once('listening', done))
  const { port } = listener.address() as AddressInfo
  const stored: { client?: OAuthClientInformationMixed; tokens?: OAuthTokens; verifier: string; authorizeUrl: string } =
    {
      verifier: '',
      authorizeUrl: '',
    }
  const redirectUrl = `http://127.0.0.1:${port}/callback`
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata: { redirect_uris: [redirectUrl], client_name: 'Desk', token_endpoint_auth_method: 'none' },
    state: () => 'of-the-program',
    clientInformation: () => stored.client,
    saveClientInformation: (client) => {
      stored.client = client
    },
    tokens: () => stored.tokens,
    saveTokens: (tokens) => {
      stored.tokens = tokens
    },
    redirectToAuthorization: (url) => {
      stored.authorizeUrl = url.href
    },
    saveCodeVerifier: (verifier) => {
      stored.verifier = verifier
    },
    codeVerifier: () => stored.verifier,
  }
  return { provider, kept: stored, answer, close: () => listener.close() }
}

test('an OAuth client that only knows the address is connected by a user, calls an app, and is disconnected', async ({
  page,
}) => {
  const desktopClient = await startDesktopClient()
  const address = new URL(`${studio.url}/mcp`)
  const transport = () => new StreamableHTTPClientTransport(address, { authProvider: desktopClient.provider })
  const first = transport()
  await expect(new Client({ name: 'desk', version: '1' }).connect(first)).rejects.toThrow(UnauthorizedError)

  // The user is not signed in yet and returns to the consent page after sign-in.
  await page.goto(desktopClient.kept.authorizeUrl)
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Connect “Desk”?' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Kettle help/ })).toBeChecked()
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  const redirectParams = await desktopClient.answer
  expect(redirectParams.get('state')).toBe('of-the-program')

  await first.finishAuth(redirectParams.get('code') ?? '')
  const client = new Client({ name: 'desk', version: '1' })
  await client.connect(transport())
  const [tool] = (await client.listTools()).tools
  const result = await client.callTool({ name: tool?.name ?? '', arguments: { message: QUESTION } })
  expect(JSON.stringify(result.content)).toMatch(ANSWER)

  await page.goto(`${studio.url}/settings`)
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
  await expect(page.getByText('“Desk” was disconnected')).toBeVisible()
  await expect
    .poll(() =>
      client.listTools().then(
        () => 'answered',
        () => 'refused',
      ),
    )
    .toBe('refused')
  await client.close()
  desktopClient.close()
})

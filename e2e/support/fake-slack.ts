import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { StartOptions } from './studio-server'

const HOST = 'slack.com'

export interface FakeSlack {
  /** Lets a server reach it as slack.com. */
  options: Required<Pick<StartOptions, 'env' | 'nodeArguments'>>
  /** Messages that it received, in order. */
  messages: Record<string, unknown>[]
  /** Whether it responds to messages; otherwise their senders wait. */
  isResponding: boolean
  close(): void
}

/** Slack's Web API behind the proxy of the operator, with a certificate of its own. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-slack-'))
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  )
  const slack = https.createServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (request, response) => void respond(fake, request, response),
  )
  const proxy = http.createServer()
  proxy.on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    slack.emit('connection', socket)
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const address = proxy.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const preload = new URL(`./public-name.mjs?name=${HOST}`, import.meta.url)
  const fake: FakeSlack = {
    options: {
      env: { EGRESS_PROXY: `http://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: cert },
      nodeArguments: ['--import', preload.href],
    },
    messages: [],
    isResponding: true,
    close() {
      proxy.closeAllConnections()
      proxy.close()
      slack.closeAllConnections()
      rmSync(folder, { recursive: true })
    },
  }
  return fake
}

async function respond(fake: FakeSlack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const part of request) body += part
  const send = (value: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
  if (request.url === '/api/auth.test') return void send({ ok: true, team: 'Example', team_id: 'T1' })
  fake.messages.push(JSON.parse(body))
  if (fake.isResponding)
    send({ ok: true, channel: 'C1', ts: `1503435956.${String(fake.messages.length).padStart(6, '0')}` })
}

/** Calls the address of a channel as Slack does. @returns the status */
export async function mention(
  url: string,
  { secret, text, ts, thread = ts }: { secret: string; text: string; ts: string; thread?: string },
): Promise<number> {
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: `Ev${ts}`,
    event: { type: 'app_mention', user: 'U1', text: `<@U0> ${text}`, channel: 'C0123456789', ts, thread_ts: thread },
  })
  const time = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': time,
    'x-slack-signature': `v0=${signature}`,
  }
  return (await fetch(url, { method: 'POST', headers, body })).status
}

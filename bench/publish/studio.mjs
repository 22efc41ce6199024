// Starts the measured processes: the production server with a user, a connection to the mock model and published apps.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { modernNode } from '../../scripts/node24.mjs'
import { SERVER_ENV, nodeArgs as usualNodeArgs } from '../../scripts/server/server-process.mjs'
import { freePort } from '../../scripts/services.mjs'
import { agentGraph, chainGraph, chatGraph } from './graphs.mjs'

export const MODEL = 'mock-50tok-0ms'
/** A prompt that makes the mock model call its first tool. */
export const ASKS_FOR_TOOL = 'use tool * with {} please'
/** One token every half second for twenty seconds, which keeps the stream open. */
export const SLOW = { tokens: 40, everyMs: 500 }

/** Children that are stopped with us. */
export function createStage() {
  const children = []
  // An interrupted measurement leaves no processes running.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      for (const child of children) child.kill('SIGKILL')
      process.exit(1)
    })
  return {
    start(args, env, readyText, cwd = '.') {
      const child = spawn(modernNode(), args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      return new Promise((resolve, reject) => {
        let text = ''
        child.stdout.on('data', (part) => {
          text += part
          if (text.includes(readyText)) resolve({ child, text })
        })
        child.on('exit', () => reject(new Error(`${args[0]} ended: ${text}`)))
      })
    },
    end: () =>
      Promise.all(
        children.map((child) => {
          child.removeAllListeners('exit')
          if (child.exitCode !== null || child.signalCode !== null) return undefined
          const ended = new Promise((resolve) => child.once('exit', resolve))
          child.kill('SIGTERM')
          const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
          return ended.finally(() => clearTimeout(timer))
        }),
      ),
  }
}

/** The mock model and the bare proxy in front of it. */
export async function startBare(stage) {
  const mockPort = await freePort()
  const mockUrl = `http://127.0.0.1:${mockPort}`
  await stage.start(['bench/mock-openai.mjs'], { PORT: String(mockPort) }, 'mock')
  return { mockUrl, ...(await startBareProxy(stage, mockUrl)) }
}

export async function startBareProxy(stage, mockUrl) {
  const port = await freePort()
  const { child } = await stage.start(['bench/bare-proxy.mjs'], { PORT: String(port), UPSTREAM: mockUrl }, 'bare-proxy')
  return { pid: child.pid, url: `http://127.0.0.1:${port}` }
}

/**
 * The production server. `ask` calls the studio's API as its first user, in the process that is set up.
 * @param nodeArgs of node itself, such as --inspect
 * @param program one process, or several behind one port by scripts/serve.mjs
 */
export async function startServer(
  stage,
  { name, folder, mockUrl, databaseUrl, root = '.', nodeArgs = [], program = ['dist/server.mjs'] },
) {
  const port = await freePort()
  const env = {
    ...SERVER_ENV,
    PORT: String(port),
    PATCHBAY_DATA_DIR: path.join(folder, name),
    LOG_LEVEL: 'error',
    EGRESS_ALLOW: mockUrl,
    PUBLIC_RATE_FACTOR: '10000',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
  const args = [...usualNodeArgs(env), ...nodeArgs, ...program]
  const { child, text } = await stage.start(args, env, 'Patchbay is ready', root)
  const url = `http://localhost:${port}`
  let cookie = ''
  const callStudio = async (method, route, body) => {
    const response = await fetch(`${url}/api/studio${route}`, {
      method,
      headers: { origin: url, 'content-type': 'application/json', cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`)
    const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    if (cookies.length > 0) cookie = cookies.join('; ')
    return answer
  }
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    host: `localhost:${port}`,
    setupToken: /setup=(\S+)/.exec(text)?.[1],
    ask: callStudio,
    cookie: () => cookie,
  }
}

/** Its first user, the connection, and the apps `bench`, `slow`, `chain` and `agent`. */
export async function publishApps({ ask, host, setupToken }, mockUrl) {
  await ask('POST', '/session/setup', {
    token: setupToken,
    name: 'Ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
  })
  const connection = await ask('POST', '/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: `${mockUrl}/v1`,
    // As long as real secrets, because run outputs are scanned for it.
    apiKey: 'sk-mock-0123456789abcdefghijklmnopqrstuvwxyzABCDEF',
  })
  /** @returns request headers with a key of these apps */
  const publish = async (graphs) => {
    const appIds = []
    for (const [slug, graph] of Object.entries(graphs)) {
      const app = await ask('POST', '/apps', { name: slug, graph })
      await ask('POST', `/apps/${app.id}/versions`, { note: '', revision: app.revision })
      const settings = {
        slug,
        access: 'key',
        allowedOrigins: [],
        title: slug,
        greeting: '',
        suggestions: [],
        accent: '#2255cc',
      }
      await ask('PUT', `/apps/${app.id}/publication`, settings)
      appIds.push(app.id)
    }
    const { secret } = await ask('POST', '/keys', { name: 'K', appIds })
    return { authorization: `Bearer ${secret}`, host }
  }
  const headers = await publish({
    bench: chatGraph(connection.id, MODEL),
    slow: chatGraph(connection.id, `mock-${SLOW.tokens}tok-${SLOW.everyMs}ms`),
    chain: chainGraph(),
    agent: agentGraph(connection.id, MODEL, `${mockUrl}/v1/models`),
  })
  return { headers, publish, connectionId: connection.id }
}

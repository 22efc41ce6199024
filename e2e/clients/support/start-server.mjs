// The production build with its own data folder, owner and published apps.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

/** @param env environment variables of the server */
export async function startServer(env) {
  const port = await freePort()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-clients-'))
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.mjs'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      PATCHBAY_DATA_DIR: dataDir,
      PUBLIC_RATE_FACTOR: '100',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = `http://localhost:${port}`
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await exited
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const token = /setup=(\S+)/.exec(await readyLine(child))?.[1] ?? ''
    return { url, ask: await signUp(url, token), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @returns a function that calls the studio's API as the owner */
async function signUp(url, token) {
  const call = (method, route, body, headers = {}) =>
    fetch(url + route, {
      method,
      headers: { origin: url, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const setupResponse = await call('POST', '/api/studio/session/setup', { token, ...OWNER })
  if (!setupResponse.ok) throw new Error(`The owner was not created: ${await setupResponse.text()}`)
  const cookie = setupResponse.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return async (method, route, body) => {
    const response = await call(method, route, body, { cookie })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
}

function readyLine(child) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      const line = text.split('\n').find((candidate) => candidate.startsWith('Patchbay is ready'))
      if (line) resolve(line)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${text}`)))
  })
}

export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

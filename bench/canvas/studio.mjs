// The production build with its own folder, a signed-in owner, and an app with the graph.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export async function startStudio(port) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'patchbay-bench-'))
  const server = spawn('node_modules/.bin/node', ['dist/server.mjs'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      PORT: String(port),
      PATCHBAY_DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const token = await new Promise((resolve) => {
    let text = ''
    server.stdout.on('data', (part) => {
      text += part
      const found = /setup=(\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
  })
  return {
    url: `http://localhost:${port}`,
    token,
    async stop() {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** @returns the URL of the app's canvas */
export async function makeApp(context, { url, token }, graph) {
  const send = async (path, data) => {
    const response = await context.request.post(url + path, { headers: { origin: url }, data })
    if (!response.ok()) throw new Error(`${path}: ${await response.text()}`)
    return response.json()
  }
  await send('/api/studio/session/setup', {
    token,
    name: 'Ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
  })
  const { id } = await send('/api/studio/apps', { name: 'A thousand nodes', graph })
  return `${url}/apps/${id}`
}

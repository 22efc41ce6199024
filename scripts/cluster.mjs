// Several processes of the production build on one PostgreSQL, as on several machines: each has its own data folder and
// shares only the database and the master key. `npm run dev:cluster` starts two web and two worker processes.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { modernNode, root } from './node24.mjs'
import { nodeArgs } from './server/server-process.mjs'
import { freePort, startPostgres } from './services.mjs'
import { build, install } from './steps.mjs'

const READY = /^(?:Patchbay is ready|Patchbay worker is ready).*$/m

/**
 * One process of a cluster, or several behind one port as `npm start` has them. `kill` is kill -9; `start` starts it again, with the same data folder.
 * @param {{ role: 'web' | 'worker' | 'all', port: number, databaseUrl: string, masterKeys: string, env?: Record<string, string>, folder?: string, processes?: number }} options
 */
export function createMember({ role, port, databaseUrl, masterKeys, env = {}, folder = root, processes = 1 }) {
  const program = processes === 1 ? ['dist/server.mjs'] : ['scripts/serve.mjs', String(processes)]
  const notified = new WeakSet()
  const stopChild = (child, signal) => {
    if (child) notified.add(child)
    return end(child, signal)
  }
  const dataDir = mkdtempSync(path.join(tmpdir(), `patchbay-${role}-`))
  const member = {
    role,
    port,
    url: `http://localhost:${port}`,
    child: null,
    firstLine: '',
    /** Unexpected exits. The member is restarted after each, as by a supervisor. */
    endedByItself: 0,
    async start() {
      const child = spawn(modernNode(), [...nodeArgs({ DATABASE_URL: databaseUrl }), ...program], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env.PATH ?? '',
          HOME: process.env.HOME ?? '',
          NODE_ENV: 'production',
          LOG_LEVEL: 'warn',
          ROLE: role,
          PORT: String(port),
          DATABASE_URL: databaseUrl,
          APP_MASTER_KEYS: masterKeys,
          PATCHBAY_DATA_DIR: dataDir,
          ...env,
        },
      })
      member.child = child
      child.once('exit', () => {
        if (notified.has(child)) return
        member.endedByItself += 1
        if (member.firstLine !== '') member.start().catch(() => {})
      })
      member.firstLine = await readyLine(child)
      return member
    },
    kill: () => stopChild(member.child, 'SIGKILL'),
    terminate: () => stopChild(member.child, 'SIGTERM'),
    async stop() {
      await stopChild(member.child, 'SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return member
}

/** Starts all members at the same time, like a deployment. `env` may depend on the index of the member. */
export async function startCluster({ databaseUrl, roles, firstPort, env = {}, processes = 1 }) {
  const masterKeys = `k1:${randomBytes(32).toString('base64')}`
  const members = []
  for (const role of roles) {
    const port = role === 'worker' || !firstPort ? await freePort() : firstPort + members.length
    const memberEnv = typeof env === 'function' ? env(members.length) : env
    members.push(createMember({ role, port, databaseUrl, masterKeys, env: memberEnv, processes }))
  }
  await Promise.all(members.map((member) => member.start()))
  return members
}

function readyLine(child) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part.toString()
      const line = READY.exec(text)?.[0]
      if (line) resolve(line)
    })
    child.once('exit', (code) => reject(new Error(`A process of the cluster ended with ${code}: ${text}`)))
  })
}

async function end(child, signal) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await exited
}

if (import.meta.filename === process.argv[1]) {
  await install()
  await build()
  const postgres = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, label: 'the database at DATABASE_URL', stop: () => {} }
    : await startPostgres()
  if (!postgres) {
    console.error('A cluster needs PostgreSQL 16 or later with pgvector: install it, or set DATABASE_URL.')
    process.exit(1)
  }
  const firstPort = Number(process.env.PORT ?? 3000)
  const members = await startCluster({
    databaseUrl: postgres.url,
    roles: ['web', 'web', 'worker', 'worker'],
    firstPort,
  })
  console.log(`Two web and two worker processes on ${postgres.label}. All data is deleted when you stop it.`)
  for (const member of members.filter(({ role }) => role === 'web')) console.log(`  ${member.url}`)
  console.log(members.map(({ firstLine }) => firstLine).find((line) => line.includes('setup=')) ?? '')
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, async () => {
      await Promise.all(members.map((member) => member.stop()))
      postgres.stop()
      process.exit(0)
    })
  }
}

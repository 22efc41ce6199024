// Services that the tests need besides npm packages: a PostgreSQL with pgvector and a Chromium. Installed if missing
// and permitted.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { missingServers } from './test/find-servers.mjs'

const isRoot = process.getuid?.() === 0

function aptInstall(packages) {
  if (!isRoot || spawnSync('which', ['apt-get']).status !== 0) return false
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status === 0
}

function findPostgres() {
  for (const version of [18, 17, 16]) {
    const bin = `/usr/lib/postgresql/${version}/bin`
    if (existsSync(`${bin}/postgres`) && existsSync(`/usr/share/postgresql/${version}/extension/vector.control`))
      return { bin, version }
  }
  return null
}

export async function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/**
 * Requirements of these test stages that are missing on this machine.
 * @param {readonly string[]} stages
 */
export function whatIsMissing(stages) {
  const missing = []
  const needsPostgres = stages.some((stage) => ['unit', 'postgres', 'e2e'].includes(stage))
  if (needsPostgres && !process.env.TEST_DATABASE_URL && !findPostgres()) missing.push('PostgreSQL 17 with pgvector')
  if (stages.includes('e2e') && !installedChromium()) missing.push('Chromium')
  if (stages.includes('unit')) missing.push(...missingServers())
  return missing
}

/** Without them, the tests of the integrations that need them are skipped. */
export function installServers() {
  const missing = missingServers()
  if (missing.length > 0 && !aptInstall(missing))
    console.log(`NOT TESTED: integrations that need ${missing.join(', ')}.`)
}

/**
 * Starts a PostgreSQL of our own in a temporary folder, or uses the one at TEST_DATABASE_URL unless it must be `own`.
 * @returns null where there is none and none may or can be installed
 */
export async function startPostgres({ own = false, maxConnections = 200, mayInstall = true } = {}) {
  if (process.env.TEST_DATABASE_URL && !own)
    return { url: process.env.TEST_DATABASE_URL, label: 'the one at TEST_DATABASE_URL', stop: () => {} }
  const installs = () => mayInstall && aptInstall(['postgresql-17', 'postgresql-17-pgvector'])
  const found = findPostgres() ?? (installs() ? findPostgres() : null)
  if (!found) return null
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-pg-'))
  // PostgreSQL refuses to run as root; Debian's package has created the user for it.
  const asUser = isRoot ? ['runuser', '-u', 'postgres', '--'] : []
  const execute = (args) => {
    const [command, ...rest] = [...asUser, ...args]
    const result = spawnSync(command, rest, { encoding: 'utf8', cwd: '/' })
    if (result.status !== 0) throw new Error(`${args[0]} failed: ${result.stderr}`)
  }
  if (isRoot) {
    spawnSync('chown', ['postgres', folder])
    chmodSync(folder, 0o700)
  }
  const port = await freePort()
  execute([`${found.bin}/initdb`, '-D', `${folder}/data`, '-U', 'patchbay', '-A', 'trust', '-N', '--locale=C.UTF-8'])
  const [command, ...rest] = [
    ...asUser,
    `${found.bin}/postgres`,
    '-D',
    `${folder}/data`,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
    '-c',
    'fsync=off',
    '-c',
    `max_connections=${maxConnections}`,
    '-c',
    'log_min_messages=fatal',
  ]
  const start = async () => {
    spawn(command, rest, { stdio: 'ignore', cwd: '/' })
    await waitUntilReady(found.bin, port)
  }
  const control = (mode) => {
    const [command, ...rest] = [...asUser, `${found.bin}/pg_ctl`, '-D', `${folder}/data`, '-m', mode, '-w', 'stop']
    spawnSync(command, rest, { stdio: 'ignore', cwd: '/' })
  }
  await start()
  return {
    url: `postgres://patchbay@127.0.0.1:${port}/postgres`,
    label: `PostgreSQL ${found.version} with pgvector`,
    /** Stops it, by default like a crash of its machine, and restarts it `downMs` later. */
    restart: async (downMs = 0, mode = 'immediate') => {
      control(mode)
      await new Promise((resolve) => setTimeout(resolve, downMs))
      await start()
    },
    stop: () => {
      control('immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its port is open before it accepts connections, on a busy machine for seconds. */
async function waitUntilReady(bin, port) {
  const endMs = Date.now() + 60_000
  while (Date.now() < endMs) {
    if (spawnSync(`${bin}/pg_isready`, ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('PostgreSQL did not start.')
}

/** Finds a Chromium, the system's before Playwright's own, or installs one. @returns its path, `playwright`, or null */
export function findChromium(node, { mayInstall = true } = {}) {
  const installed = installedChromium()
  if (installed || !mayInstall) return installed
  if (aptInstall(['chromium'])) return '/usr/bin/chromium'
  spawnSync(node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 180_000,
  })
  return installedChromium()
}

/** Debian's headless build. Ordinary Chromium also draws its invisible toolbars, a fifth of its processor time. */
const HEADLESS = '/usr/lib/chromium/chromium-headless-shell'

function installedChromium() {
  const system = [HEADLESS, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  )
  if (system) return system
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(process.env.HOME ?? '', '.cache/ms-playwright')
  return existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('chromium')) ? 'playwright' : null
}

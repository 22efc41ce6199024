// `npm run dev`: Next reloads pages in a process of its own; the server is rebuilt and restarted when one of its sources changes.
import { spawn } from 'node:child_process'
import { readFileSync, watch } from 'node:fs'
import { modernNode, root } from './node24.mjs'
import { install, run } from './steps.mjs'

const WIDGET = 'components/chat-widget/'
await install()
const node = modernNode()
let sources = await buildServer()

/** @returns the source files of the server */
async function buildServer() {
  await run(node, ['scripts/build/build-server.mjs'])
  return new Set(JSON.parse(readFileSync('dist/server-sources.json', 'utf8')))
}

const start = (file, stdio, env = {}) =>
  spawn(node, ['--enable-source-maps', file], {
    cwd: root,
    stdio,
    env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1', ...env },
  })

const pages = start('dist/server-dev-pages.mjs', ['inherit', 'inherit', 'inherit', 'ipc'])
const port = await new Promise((resolve, reject) => {
  pages.once('message', (message) => resolve(message.port))
  pages.once('exit', (code) => reject(new Error(`The pages ended (${code}).`)))
})
const startServer = () => start('dist/server.mjs', 'inherit', { DEV_PAGES_PORT: String(port) })
let server = startServer()

/** Builds first, so that the server keeps running after a mistake. */
async function restart() {
  try {
    sources = await buildServer()
  } catch {
    return
  }
  const previous = server
  if (previous.exitCode === null) await new Promise((resolve) => previous.once('exit', resolve).kill('SIGTERM'))
  server = startServer()
}

let timer
const changed = new Set()
let work = Promise.resolve()
function onChange(file) {
  changed.add(file)
  clearTimeout(timer)
  timer = setTimeout(() => {
    const files = [...changed]
    changed.clear()
    work = work.then(async () => {
      if (files.some((name) => sources.has(name) || name.startsWith(WIDGET))) await restart()
      else if (files.includes('docs')) await run(node, ['scripts/build/build-help.mjs']).catch(() => null)
    })
  }, 200)
}
for (const folder of ['lib', 'components'])
  watch(folder, { recursive: true }, (_, name) => name && onChange(`${folder}/${name.replaceAll('\\', '/')}`))
watch('server.ts', () => onChange('server.ts'))
watch('docs', { recursive: true }, () => onChange('docs'))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    pages.kill('SIGTERM')
    if (server.exitCode !== null) process.exit(0)
    server.once('exit', () => process.exit(0)).kill('SIGTERM')
  })
}

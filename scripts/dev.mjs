// `npm run dev`: the server is bundled again and started anew when its sources change; Next reloads pages by itself.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { modernNode, root } from './node24.mjs'
import { install, run } from './steps.mjs'

await install()
const node = modernNode()
let server = null
let timer = null

async function restart() {
  try {
    await run(node, ['scripts/build-server.mjs'])
  } catch {
    return
  }
  const before = server
  server = null
  if (before) await new Promise((resolve) => before.once('exit', resolve).kill('SIGTERM'))
  server = spawn(node, ['--enable-source-maps', 'dist/server.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development' },
  })
}

await restart()
for (const folder of ['lib', 'components/chat-widget', 'server.ts']) {
  watch(folder, { recursive: folder !== 'server.ts' }, () => {
    clearTimeout(timer)
    timer = setTimeout(restart, 300)
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server?.once('exit', () => process.exit(0)).kill('SIGTERM')
    if (!server) process.exit(0)
  })
}

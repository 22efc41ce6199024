import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'

const watcher = path.join(import.meta.dirname, 'watch-parent.mjs')

/** A parent that starts a script and exits on SIGTERM without forwarding it, like npm 11. */
async function startBelow(env: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-parent-'))
  const log = path.join(folder, 'log')
  writeFileSync(log, '')
  const script = path.join(folder, 'script.mjs')
  writeFileSync(
    script,
    `import fs from 'node:fs'
    import { watchParent } from ${JSON.stringify(watcher)}
    const note = (line) => fs.appendFileSync(${JSON.stringify(log)}, line + '\\n')
    watchParent(() => process.kill(process.pid, 'SIGTERM'))
    process.on('SIGTERM', () => { note('SIGTERM'); process.exit(0) })
    setInterval(() => note('alive'), 100)
    note(String(process.pid))`,
  )
  const parent = spawn(
    process.execPath,
    ['-e', `require('node:child_process').spawn(process.execPath, [${JSON.stringify(script)}], { stdio: 'ignore' })`],
    { stdio: 'ignore', env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', ...env } },
  )
  const lines = () => readFileSync(log, 'utf8').trim().split('\n')
  await vi.waitFor(() => expect(lines()).toContain('alive'), 20_000)
  const pid = Number(lines()[0])
  onTestFinished(() => {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // The process has exited.
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return { parent, lines }
}

test('a script of npm stops when npm is stopped', async () => {
  const { parent, lines } = await startBelow({ npm_lifecycle_event: 'start' })
  parent.kill('SIGTERM')
  await vi.waitFor(() => expect(lines().at(-1)).toBe('SIGTERM'), 20_000)
})

test('a script that a shell started in the background outlives its shell', async () => {
  const { parent, lines } = await startBelow({})
  parent.kill('SIGTERM')
  await new Promise((resolve) => parent.once('exit', resolve))
  const before = lines().length
  await vi.waitFor(() => expect(lines().length).toBeGreaterThan(before + 10), 20_000)
  expect(lines()).not.toContain('SIGTERM')
})

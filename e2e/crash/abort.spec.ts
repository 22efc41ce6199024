import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { expectedAnswer, publishApp, startTarget, tortureGraph } from '../../scripts/torture/torture.mjs'
import { freePort } from '../support/studio-server'

test.skip(process.platform !== 'linux', 'finds the server’s process in /proc')

test('npm start restarts an aborted server and its run resumes; Ctrl+C still drains and exits', async () => {
  test.setTimeout(400_000)
  const target = await startTarget({ delayMs: 3_000 })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-e2e-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  // A separate process group, as a terminal creates for a command.
  const start = spawn(process.execPath, ['scripts/start.mjs'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: String(port),
      PATCHBAY_DATA_DIR: dataDir,
      EGRESS_ALLOW: target.url,
      LOG_LEVEL: 'silent',
    },
  })
  const ended = new Promise<number | null>((resolve) => start.once('exit', (code) => resolve(code)))
  const pid = start.pid ?? 0
  let output = ''
  for (const stream of [start.stdout, start.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
  const timesReady = () => output.match(/^Patchbay is ready/gm)?.length ?? 0
  try {
    await expect.poll(timesReady, { timeout: 120_000 }).toBe(1)
    const { slug, keys } = await publishApp({ url, firstLine: output }, tortureGraph(target.url))
    const runs = `${url}/api/v1/apps/${slug}/runs`
    const headers = { authorization: `Bearer ${keys[0]}`, 'content-type': 'application/json', prefer: 'respond-async' }
    const body = JSON.stringify({ inputs: { message: 'hello' } })
    const { runId } = await (await fetch(runs, { method: 'POST', headers, body })).json()
    const run = async () => (await fetch(`${runs}/${runId}`, { headers })).json()
    await expect.poll(async () => (await run()).status).toBe('running')

    process.kill(childOf(pid), 'SIGABRT')
    await expect.poll(timesReady, { timeout: 120_000 }).toBe(2)
    expect(output).toContain('The server was ended by SIGABRT. It restarts in')
    await expect.poll(async () => (await run()).status, { timeout: 60_000 }).toBe('succeeded')
    expect((await run()).answer).toBe(expectedAnswer('hello'))

    const server = childOf(pid)
    // Signals the whole group, and once more, as npm forwards it.
    process.kill(-pid, 'SIGINT')
    process.kill(pid, 'SIGINT')
    expect(await ended).toBe(0)
    expect(() => process.kill(server, 0)).toThrow()
    expect(output.match(/It restarts in/g)).toHaveLength(1)
  } finally {
    if (start.exitCode === null) process.kill(-pid, 'SIGKILL')
    target.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

function childOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  if (!child) throw new Error('npm start has no process below it')
  return Number(child)
}

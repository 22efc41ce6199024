import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { publishApp, tortureGraph } from '../../scripts/torture/torture.mjs'
import { startStudio } from '../support/studio-server'

/** A disk of this size, or null without permission to create one. */
function mountSmallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  return mounted.status === 0 ? folder : null
}

const text = (id: string, value: string) => ({
  id,
  type: 'template',
  label: id,
  version: 1,
  position: { x: 0, y: 0 },
  config: { text: value },
})

test('with a full disk the server reports it, keeps its data, and recovers when there is space again', async () => {
  const disk = mountSmallDisk(130)
  test.setTimeout(240_000)
  test.skip(disk === null, 'needs the right to mount a small disk')
  if (disk === null) return
  const studio = await startStudio({ dataDir: path.join(disk, 'data'), env: { LOG_LEVEL: 'silent' } })
  try {
    const graph = tortureGraph('http://127.0.0.1:9')
    const [input, answer] = [graph.nodes[0], graph.nodes.at(-1)]
    const small = {
      ...graph,
      nodes: [input, text('join', 'Hello {{input.message}}'), answer],
    }
    const { slug, keys, call } = await publishApp(studio, small)
    const run = (index: number, message: string) =>
      fetch(`${studio.url}/api/v1/apps/${slug}/runs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys[index % keys.length]}`, 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: { message } }),
      })
    expect((await run(0, 'before')).status).toBe(200)

    const filler = path.join(disk, 'filler')
    fill(filler)
    let rejected: Response | null = null
    // Already allocated space is enough for a few more runs.
    for (let index = 0; index < 90 && !rejected; index += 1) {
      const answered = await run(index, randomBytes(70_000).toString('base64'))
      if (answered.status !== 200) rejected = answered
    }
    expect([rejected?.status, rejected?.headers.get('retry-after')]).toEqual([503, '5'])
    const isReady = async () => (await fetch(`${studio.url}/api/health/ready`)).ok
    await expect.poll(isReady).toBe(false)
    const large = { ...graph, nodes: [input, text('join', randomBytes(70_000).toString('base64')), answer] }
    await expect(call('POST', '/api/studio/apps', { name: 'Large', graph: large })).rejects.toThrow('The disk is full')

    rmSync(filler)
    await expect.poll(async () => (await run(5, 'after')).status, { timeout: 20_000 }).toBe(200)
    await expect.poll(isReady).toBe(true)
  } finally {
    await studio.stop()
    spawnSync('umount', [disk])
  }
})

function fill(file: string): void {
  const block = Buffer.alloc(64 * 1024)
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' })
  } catch {
    // Full.
  }
}

import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ingestionJobs } from '../support/ingestion-jobs'
import { setUp } from '../support/set-up'
import { startStudio } from '../support/studio-server'

test('kill -9 during an ingestion: after the restart every document exists once', async ({ page }) => {
  test.setTimeout(300_000)
  const first = await startStudio()
  await setUp(page, first)
  const headers = { origin: first.url }
  const base = await (
    await page.request.post(`${first.url}/api/studio/knowledge`, { data: { name: 'Many' }, headers })
  ).json()
  const documents = `/api/studio/knowledge/${base.id}/documents`
  for (let index = 0; index < 12; index += 1) {
    const text = Array.from(
      { length: 40 },
      (_, line) => `Machine ${index} has part ${line}, which weighs ${line * 3 + index} grams and is made of steel.`,
    ).join('\n\n')
    const file = { name: `machine-${index}.txt`, mimeType: 'text/plain', buffer: Buffer.from(text) }
    expect((await page.request.post(first.url + documents, { multipart: { file }, headers })).status()).toBe(200)
  }
  await first.kill()

  const second = await startStudio({ dataDir: first.dataDir, port: first.port })
  try {
    const list = async () =>
      (await (await page.request.get(second.url + documents)).json()).documents as {
        status: string
        chunkCount: number
        id: string
      }[]
    await expect
      .poll(
        async () => [
          await ingestionJobs(page.request, second.url),
          (await list()).every(({ status }) => status === 'ready'),
        ],
        { timeout: 180_000 },
      )
      .toEqual([0, true])
    const ready = await list()
    expect(ready).toHaveLength(12)
    for (const { id, chunkCount } of ready) {
      const { chunks, total } = await (
        await page.request.get(`${second.url}${documents}/${id}/chunks?limit=200`)
      ).json()
      expect([chunks.length, new Set(chunks.map((chunk: { ordinal: number }) => chunk.ordinal)).size]).toEqual([
        total,
        chunkCount,
      ])
    }
    const hits = await (
      await page.request.post(`${second.url}/api/studio/knowledge/${base.id}/search`, {
        data: { query: 'How much does part 7 of machine 3 weigh?' },
        headers,
      })
    ).json()
    expect(hits.hits.length).toBeGreaterThan(0)
  } finally {
    await second.stop()
    rmSync(first.dataDir, { recursive: true, force: true })
  }
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { passagesOf } from '../support/passages-of'
import { setUp } from '../support/set-up'
import { startStudio } from '../support/studio-server'

/** `KILL_DOCUMENTS=1500` is the full test. */
const DOCUMENTS = Number(process.env.KILL_DOCUMENTS ?? 60)
/** In the keyword index only: the test checks which passages exist, not their vectors. */
const lines = (number: number, edition: string) =>
  Array.from({ length: 12 }, (_, line) => `机器${number}x的零件${line}y重${line * 3}克，${edition}。`)
const textOf = (number: number, edition = '初版') => lines(number, edition).join('\n\n')
const nameOf = (number: number) => `machine-${number}.txt`

interface Studio {
  request: APIRequestContext
  where: string
  headers: { origin: string }
}

test(`kill -9 during two syncs of ${DOCUMENTS} files: everything exists once, and changed files are updated`, async ({
  page,
}) => {
  test.setTimeout(DOCUMENTS * 2_000 + 420_000)
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-e2e-folder-'))
  const write = (number: number, edition: string) =>
    writeFileSync(path.join(folder, nameOf(number)), textOf(number, edition))
  for (const number of range()) write(number, '初版')
  const env = { KNOWLEDGE_FOLDERS: `manuals=${folder}` }
  let server = await startStudio({ env })
  const { dataDir, port } = server
  try {
    await setUp(page, server)
    const studio = await makeBase(page.request, server.url)
    const { request, where, headers } = studio
    const data = { kind: 'folder', name: 'Manuals', settings: { folder: 'manuals', watch: false } }
    const source = await (await request.post(`${where}/sources`, { data, headers })).json()
    const latest = async () =>
      (await (await request.get(`${where}/sources/${source.id}/syncs`)).json()).syncs[0] ?? { status: 'none' }
    const killWhen = async (isMiddle: (sync: { added: number; updated: number }) => boolean) => {
      await expect.poll(async () => isMiddle(await latest()), { intervals: [20], timeout: 60_000 }).toBe(true)
      await server.kill()
      server = await startStudio({ dataDir, port, env })
      await expect
        .poll(async () => (await latest()).status, { timeout: DOCUMENTS * 1_000 + 180_000, intervals: [300] })
        .toBe('done')
    }
    await killWhen(({ added }) => added > DOCUMENTS / 10)
    expect(await latest()).toMatchObject({ added: DOCUMENTS, updated: 0, failed: 0, removed: 0 })

    const changed = DOCUMENTS / 2
    for (const number of range().slice(0, changed)) write(number, '第二版')
    for (const number of range().slice(-10)) rmSync(path.join(folder, nameOf(number)))
    expect((await request.post(`${where}/sources/${source.id}/syncs`, { headers })).status()).toBe(200)
    await killWhen(({ updated }) => updated > changed / 10)
    expect(await latest()).toMatchObject({ added: 0, updated: changed, removed: 10, failed: 0 })
    const texts = [...(await passagesOf(request, where))].map(([name, chunks]) => [name, chunks.join('\n\n')])
    const remainingFiles = range().slice(0, -10)
    expect(new Map(texts as [string, string][])).toEqual(
      new Map(remainingFiles.map((number) => [nameOf(number), textOf(number, number < changed ? '第二版' : '初版')])),
    )
  } finally {
    await server.stop()
    for (const dir of [dataDir, folder]) rmSync(dir, { recursive: true, force: true })
  }
})

const range = () => [...Array(DOCUMENTS).keys()]

async function makeBase(request: APIRequestContext, url: string): Promise<Studio> {
  const headers = { origin: url }
  const base = await (await request.post(`${url}/api/studio/knowledge`, { data: { name: 'Many' }, headers })).json()
  return { request, headers, where: `${url}/api/studio/knowledge/${base.id}` }
}

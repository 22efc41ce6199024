import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { setUpDocumentsStudio } from './documents/testing/documents-studio'
import { ingest } from './ingest'
import { reportIngest } from './report-ingest'

const files = setUpDocumentsStudio()
const { change, put, rowOf } = files

/** From now on only the test changes the time of this process. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  onTestFinished(() => void vi.useRealTimers())
}

test('stops embedding a document that is moved to the trash', async () => {
  stopClock()
  const { db } = files.studio.system
  const id = await put('long', 'Short at first.')
  const { report, superseded } = reportIngest(db, await rowOf(id))
  let parts = 0
  const text = Array.from({ length: 600 }, (_, index) => `# Part ${index}\n\n${`Word ${index} `.repeat(90)}`).join(
    '\n\n',
  )
  const indexing = indexDocument({
    db,
    document: { ...files.baseKey, id, mimeType: 'text/markdown' },
    onProgress: report,
    signal: superseded,
    parsed: {
      text,
      title: 'long',
      pages: [],
      sections: [],
      language: 'en',
      notices: [],
      shape: 'prose',
      properties: {},
    },
    embedFor: (index) => async (texts, options) => {
      parts += 1
      if (parts === 2) await change([id], { action: 'delete' })
      vi.setSystemTime(Date.now() + 550)
      options.onProgress?.(texts.length, texts.length)
      return texts.map(() => new Float32Array(index.dims).fill(0.5))
    },
  })
  await expect(indexing).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(parts).toBeLessThanOrEqual(3)
  const [row] = await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id))
  expect(row?.status).not.toBe('failed')
})

test('does not write brief statuses of a short document, but writes one that may last', async () => {
  stopClock()
  const { db } = files.studio.system
  const id = await put('brief', 'Soon read.')
  const { report } = reportIngest(db, await rowOf(id))
  const seen: unknown[] = []
  const reportStatus = async (status: Parameters<typeof report>[0]) => {
    await report(status, 0)
    seen.push((await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id)))[0]?.status)
  }
  for (const status of ['parsing', 'chunking', 'embedding'] as const) await reportStatus(status)
  vi.setSystemTime(Date.now() + 250)
  for (const status of ['indexing', 'ready'] as const) await reportStatus(status)
  await db.delete(documents).where(eq(documents.id, id))
  expect(seen).toEqual(['parsing', 'parsing', 'embedding', 'indexing', 'indexing'])
})

test('writes pending progress before the document is stored or fails', async () => {
  const { db } = files.studio.system
  const id = await put('hasty', 'Soon read.')
  const { report, fail } = reportIngest(db, await rowOf(id))
  const order: string[] = []
  const note = (entry: string) => () => void order.push(entry)
  const embedding = report('embedding', 0).then(note('embedding'))
  await report('indexing', 0).then(note('indexing'))
  const parsing = report('parsing', 0.5).then(note('parsing'))
  await fail(verbatim('Torn.')).then(note('failed'))
  await Promise.all([embedding, parsing])
  const [row] = await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id))
  await db.delete(documents).where(eq(documents.id, id))
  expect([...order, row?.status]).toEqual(['embedding', 'indexing', 'parsing', 'failed', 'failed'])
})

test('a late status of one process does not overwrite what another one stored', async () => {
  const { db } = files.studio.system
  const id = await put('handed over', 'Read by two.')
  const { report, fail, superseded } = reportIngest(db, await rowOf(id))
  await report('parsing', 0)
  expect((await rowOf(id)).status).toBe('parsing')
  // The other process, which received the job.
  await put('handed over', 'Read by two.')
  await report('embedding', 0.5)
  await fail(verbatim('Torn.'))
  expect(await rowOf(id)).toMatchObject({ status: 'ready', progress: 1, error: null })
  // The job continues, because only the access of the document may have changed.
  expect(superseded.aborted).toBe(false)
})

test('a job that a killed process left does not read a stored document again', async () => {
  const id = await put('stored before the kill', 'Read once.')
  const before = await rowOf(id)
  const job = { ...files.baseKey, documentId: id }
  await ingest(files.studio.system, job, new AbortController().signal)
  expect(await rowOf(id)).toEqual(before)
})

test('stops embedding a document whose file is replaced', async () => {
  const { db } = files.studio.system
  const id = await put('replaced', 'The old text.')
  const { report, superseded } = reportIngest(db, await rowOf(id))
  await report('parsing', 0)
  await db.update(documents).set({ fileId: newId(), status: 'queued' }).where(eq(documents.id, id))
  await report('embedding', 0)
  expect([superseded.aborted, (await rowOf(id)).status]).toEqual([true, 'queued'])
})

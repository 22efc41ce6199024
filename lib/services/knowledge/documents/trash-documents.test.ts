import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { chunks, documents, indexedDocuments } from '@/lib/db/schema/knowledge'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { putFile } from '@/lib/files/store'
import { removeChunks } from '@/lib/rag/ingest/remove-chunks'
import { ingest } from '../ingest'
import { emptyTrash } from './empty-trash'
import { setUpDocumentsStudio } from './testing/documents-studio'
import { releaseChunks } from './trash-documents'

const files = setUpDocumentsStudio()
const { change, find, put, searched, send } = files
const names = (found: { documents: { name: string }[] }) => found.documents.map(({ name }) => name)

/** Moves the deletion of a document into the past. */
const deletedAgo = (id: string, time: string) =>
  files.studio.system.db
    .update(documents)
    .set({ deletedAt: sql`now() - ${time}::interval` })
    .where(eq(documents.id, id))

test('a deleted document is not searchable, can be restored, and is gone after a week', async () => {
  const { db } = files.studio.system
  const [oak, elm] = [await put('oak', 'Oaks are trees of the north.'), await put('elm', 'Elms are rare trees here.')]
  expect(await change([oak, newId()], { action: 'delete' })).toMatchObject({ body: { changed: 1 } })
  expect(await find()).toMatchObject({ total: 1, counts: { all: 1, deleted: 1 } })
  expect(names(await find('?status=deleted'))).toEqual(['oak'])
  expect(await searched('oaks')).toEqual(['elm'])
  expect((await send('GET', '/api/studio/knowledge')).body.knowledgeBases).toContainEqual(
    expect.objectContaining({ id: files.baseKey.knowledgeBaseId, documentCount: 1 }),
  )
  await deletedAgo(oak, '11 minutes')
  await releaseChunks(db)
  expect(await db.select().from(chunks).where(eq(chunks.documentId, oak))).toEqual([])
  await change([oak], { action: 'restore' })
  expect(files.studio.sentJobs).toContainEqual({
    kind: 'ingest-document',
    data: expect.objectContaining({ documentId: oak }),
  })
  expect(await find('?search=oak')).toMatchObject({ documents: [{ status: 'queued', deletedAt: null }] })
  await change([elm], { action: 'delete' })
  await emptyTrash(db)
  expect(await find('?status=deleted')).toMatchObject({ total: 1 })
  await deletedAgo(elm, '8 days')
  await emptyTrash(db)
  expect(await find('?status=deleted')).toMatchObject({ total: 0, counts: { all: 1 } })
})

test('undoing a deletion at once embeds nothing again', async () => {
  const { db } = files.studio.system
  const id = await put('oak', 'Oaks are trees of the north.')
  const before = await find()
  await change([id], { action: 'delete' })
  await releaseChunks(db)
  expect(await change([id, newId()], { action: 'restore' })).toMatchObject({ body: { changed: 1 } })
  expect(files.studio.sentJobs).toEqual([])
  expect(await find()).toEqual(before)
  expect(await searched('oaks')).toEqual(['oak'])
  // Meanwhile another index became active, which does not contain it.
  await change([id], { action: 'delete' })
  await db.update(indexedDocuments).set({ revision: 0 }).where(eq(indexedDocuments.documentId, id))
  await change([id], { action: 'restore' })
  expect(files.studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

test('undoing the deletion of a replaced but unread file parses it', async () => {
  const { db } = files.studio.system
  const id = await put('oak.txt', 'Oaks are trees of the north.')
  const fileId = await putFile(files.owner.workspaceId, Buffer.from('Oaks are trees of the south.'))
  await db.update(documents).set({ status: 'queued', fileId }).where(eq(documents.id, id))
  await change([id], { action: 'delete' })
  const signal = new AbortController().signal
  await ingest(files.studio.system, { ...files.baseKey, documentId: id }, signal)
  expect((await find('?status=deleted')).documents).toMatchObject([{ status: 'queued' }])
  await change([id], { action: 'restore' })
  expect(files.studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

test('an undo waits for a concurrent removal of the chunks, and parses the file again', async () => {
  const { db } = files.studio.system
  const id = await put('oak', 'Oaks are trees of the north.')
  await change([id], { action: 'delete' })
  let undone: ReturnType<typeof change> | undefined
  await db.transaction(async (tx) => {
    await tx.select({ id: documents.id }).from(documents).where(eq(documents.id, id)).for('update')
    await removeChunks(tx, files.owner.workspaceId, [id])
    undone = change([id], { action: 'restore' })
    await untilBlocked(files.studio.database)
  })
  await undone
  expect(files.studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

test('does not store text that arrives after its document was deleted', async () => {
  const id = await put('oak', 'Oaks are trees.')
  await change([id], { action: 'delete' })
  await put('oak', 'Oaks are trees of the north.')
  const { text } = chunks
  const left = await files.studio.system.db.select({ text }).from(chunks).where(eq(chunks.documentId, id))
  expect(left).toEqual([{ text: 'Oaks are trees.' }])
})

import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { SourceView } from '@/lib/contracts/knowledge-sources'
import { ProblemRef } from '@/lib/contracts/problem'
import { MetadataField } from '@/lib/core/knowledge/document-metadata'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { auditEvents } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { checkFetched } from './source-document'
import { SyncStudio, WEB } from './testing/sync-studio'

let sync: SyncStudio
beforeAll(async () => {
  sync = await SyncStudio.start()
})
beforeEach(() => sync.begin())
afterAll(() => sync.close())

describe('secrets', () => {
  const s3 = { bucket: 'docs', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', endpoint: 'https://s3.example.com' }
  const SECRET = 'CANARY_SECRET_VALUE_1234'

  test('are encrypted, bound to their destination, and in no response, report or audit event', async () => {
    const source = await sync.add({ kind: 's3', name: 'Bucket', settings: s3, secret: SECRET })
    expect(source).toMatchObject({ hasSecret: true, last4: '1234' })
    const path = `/api/studio/knowledge/${sync.base}/sources/${source.id}`
    const moved = { settings: { ...s3, endpoint: 'https://evil.example' } }
    expect((await sync.studio.call({ method: 'PATCH', path, body: moved, person: sync.owner })).status).toBe(400)
    const draft = { kind: 's3', sourceId: source.id, ...moved }
    expect(
      (
        await sync.studio.call({
          method: 'POST',
          path: `/api/studio/knowledge/${sync.base}/source-test`,
          body: draft,
          person: sync.owner,
        })
      ).status,
    ).toBe(400)
    await sync.request(SourceView, 'PATCH', `/${sync.base}/sources/${source.id}`, { settings: { ...s3, prefix: 'a/' } })
    const [row] = await sync.studio.system.db.select().from(knowledgeSources).where(eq(knowledgeSources.id, source.id))
    expect(JSON.stringify(row)).not.toContain('CANARY')
    const trail = await sync.studio.system.db.select().from(auditEvents)
    expect(trail.map(({ action }) => action)).toContain('source.update')
    expect(JSON.stringify(trail)).not.toContain('CANARY')
    const done = await sync.work(source)
    expect(done.status).toBe('failed')
    expect(JSON.stringify(done)).not.toContain('CANARY')
  })

  test('a secret repeated by a service is redacted in the report', async () => {
    const { openSource } = await import('./open-source')
    const { AppError } = await import('@/lib/core/app-error')
    const options = {
      system: sync.studio.system,
      workspaceId: sync.owner.workspaceId,
      kind: 's3',
      settings: s3,
      secret: SECRET,
      signal: new AbortController().signal,
    }
    const { explain } = await openSource(options)
    const repeated = verbatim(`Refused ${SECRET} and ${encodeURIComponent(SECRET)}.`)
    expect(JSON.stringify(explain(new AppError('EGRESS_FAILED', repeated)))).not.toContain('CANARY')
    const nested = problem('sources.xmlUnreadable', { reason: problem('sources.notDocument', { type: SECRET }) })
    expect(JSON.stringify(explain(new AppError('EGRESS_FAILED', nested)))).not.toContain('CANARY')
    expect(explain(new Error(`internal ${SECRET}`))).toEqual(problem('sources.itemUnreadable'))
  })

  test('reports wrong settings at their fields', async () => {
    const body = { ...WEB, settings: { url: 'file:///etc/passwd' } }
    const response = await sync.studio.call({
      method: 'POST',
      path: `/api/studio/knowledge/${sync.base}/sources`,
      body,
      person: sync.owner,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { details: [{ path: ['settings', 'url'] }] } })
    const missing = await sync.studio.call({
      method: 'POST',
      path: `/api/studio/knowledge/${sync.base}/sources`,
      person: sync.owner,
      body: { ...WEB, settings: {} },
    })
    expect(await missing.json()).toMatchObject({ error: { message: 'Fill this in.' } })
  })
})

test.each([
  ['keep', 4],
  ['remove', 0],
] as const)('removes a source with the choice to %s its documents', async (choice, left) => {
  const source = await sync.add()
  await sync.work(source)
  await sync.request(z.object({ ok: z.boolean() }), 'DELETE', `/${sync.base}/sources/${source.id}?documents=${choice}`)
  const after = await sync.live()
  expect(after).toHaveLength(left)
  expect(after.every(({ sourceId }) => sourceId === null)).toBe(true)
})

test('the test of a source shows its content or the error', async () => {
  const Answer = z
    .object({
      items: z.array(z.object({ url: z.string().nullable() })),
      problem: z.string().nullable(),
      problemRef: ProblemRef,
    })
    .loose()
  const response = await sync.request(Answer, 'POST', `/${sync.base}/source-test`, {
    kind: 'web',
    settings: { url: `${sync.origin}/`, secondsBetween: 0.1 },
  })
  // No rule allows this computer's ports here.
  expect(response.problem).toContain('Patchbay did not call 127.0.0.1')
  expect(response.problemRef).toMatchObject({ key: 'egress.blocked' })
})

describe('document defaults of a source', () => {
  const description = { access: ['group:sales', 'member:Anna@Example.org'], metadata: { team: 'Sales', year: '2026' } }
  beforeEach(async () => {
    const fields = [
      { name: 'team', type: 'text' },
      { name: 'year', type: 'number' },
    ]
    await sync.studio.system.db
      .update(knowledgeBases)
      .set({ metadataFields: MetadataField.array().parse(fields) })
      .where(eq(knowledgeBases.id, sync.base))
  })
  const described = async () =>
    (await sync.live())
      .map(({ name, access, metadata }) => ({ name, access, metadata }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))

  test('are applied, change with the source, and keep manual values of a document', async () => {
    const source = await sync.add(description)
    expect(source).toMatchObject({
      access: ['group:sales', 'member:anna@example.org'],
      metadata: { team: 'Sales', year: 2026 },
    })
    await sync.work(source)
    for (const { access, metadata } of await described())
      expect({ access, metadata }).toEqual({ access: source.access, metadata: { team: 'Sales', year: 2026 } })
    const [a] = await sync.live()
    await sync.studio.system.db
      .update(documents)
      .set({
        access: ['user:bob'],
        metadata: { team: 'Own', year: 2026 },
        metadataOrigins: { team: 'person', year: 'source' },
      })
      .where(eq(documents.id, a?.id ?? ''))
    await sync.request(SourceView, 'PATCH', `/${sync.base}/sources/${source.id}`, {
      access: null,
      metadata: { team: 'Service' },
    })
    for (const document of await sync.live()) {
      const isFirst = document.id === a?.id
      expect(document.access).toEqual(isFirst ? ['user:bob'] : null)
      expect(document.metadata).toEqual({ team: isFirst ? 'Own' : 'Service' })
    }
  })

  test('are checked against the fields of the knowledge base', async () => {
    const invalidSource = {
      ...WEB,
      settings: { ...WEB.settings, url: `${sync.origin}/` },
      metadata: { year: 'soon', town: 'Bern' },
    }
    const response = await sync.studio.call({
      method: 'POST',
      path: `/api/studio/knowledge/${sync.base}/sources`,
      body: invalidSource,
      person: sync.owner,
    })
    expect(response.status).toBe(400)
    expect(JSON.stringify(await response.json())).toContain('There is no metadata field “town”.')
  })
})

test('removes a source with more documents than fit into one transaction', async () => {
  const source = await sync.add()
  const { db } = sync.studio.system
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, source_id, name, mime_type, size_bytes, sha256, file_id, status)
    select gen_random_uuid(), ${sync.owner.workspaceId}::uuid, ${sync.base}::uuid, ${source.id}::uuid, 'many' || n, 'text/plain', 1, '', gen_random_uuid(), 'ready'
    from generate_series(1, 1001) n`)
  expect(await sync.live()).toHaveLength(1001)
  const transactions = vi.spyOn(db, 'transaction')
  await sync.request(z.object({ ok: z.boolean() }), 'DELETE', `/${sync.base}/sources/${source.id}?documents=remove`)
  expect(await sync.live()).toEqual([])
  // Three for documents, one for the source.
  expect(transactions.mock.calls.length).toBeGreaterThanOrEqual(4)
  transactions.mockRestore()
})

test('skips images of sources with a reason, but not scanned PDFs', () => {
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const check = (name: string, content: Uint8Array<ArrayBuffer>) =>
    checkFetched({ kind: 'file', name, bytes: content, mimeType: null, url: null, revision: null })
  const photograph = bytes(
    '\u00ff\u00d8\u00ff\u00e0\u0000\u0004\0\0\u00ff\u00c0\u0000\u000b\u0008\u0000\u0003\u0000\u0002',
  )
  expect(() => check('photograph.jpg', photograph)).toThrow('Images from sources are not read.')
  expect(check('scan.pdf', bytes('%PDF-1.7\n'))).toMatchObject({ mimeType: 'application/pdf' })
})

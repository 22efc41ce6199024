import { and, eq, isNull } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { SourceView, SyncItemView, SyncView } from '@/lib/contracts/knowledge-sources'
import { documents } from '@/lib/db/schema/knowledge'
import { createEgress } from '@/lib/egress/create-egress'
import { startCanary } from '@/lib/egress/test-server'
import { runSync } from '../run-sync'

export const WEB = { kind: 'web', name: 'Site', settings: { url: '', secondsBetween: 0.1 } }

/** A page with links. */
export const html = (title: string, body: string, links: string[] = []) =>
  `<html><head><title>${title}</title></head><body>${body}${links.map((link) => `<a href="${link}">l</a>`).join('')}</body></html>`

/** A studio and a site whose pages tests change, with helpers for syncing. */
export class SyncStudio {
  /** Responses of the site by path; a number is a status. */
  pages = new Map<string, string | number>()
  /** The knowledge base of the test. */
  base = ''

  private constructor(
    readonly studio: TestStudio,
    readonly owner: TestPerson,
    readonly site: Awaited<ReturnType<typeof startCanary>>,
  ) {}

  static async start(): Promise<SyncStudio> {
    const studio = await createTestStudio()
    const owner = await studio.signUp('owner')
    const site = await startCanary((request, response) => {
      const page = started.pages.get(request.url ?? '')
      response.statusCode = typeof page === 'number' ? page : page === undefined ? 404 : 200
      response.setHeader('content-type', 'text/html')
      response.end(typeof page === 'string' ? page : '')
    })
    const started = new SyncStudio(studio, owner, site)
    return started
  }

  /** Resets the site and uses another knowledge base. */
  async begin(): Promise<void> {
    this.pages = new Map([
      ['/', html('Home', 'Welcome', ['/a', '/b', '/c'])],
      ['/a', html('A', 'About A')],
      ['/b', html('B', 'About B')],
      ['/c', html('Home', 'Another with this title')],
    ])
    this.base = (await this.request(z.looseObject({ id: z.string() }), 'POST', '', { name: 'Files' })).id
    this.studio.sentJobs.length = 0
  }

  async close(): Promise<void> {
    this.site.close()
    await this.studio.close()
  }

  get origin(): string {
    return `http://127.0.0.1:${this.site.port}`
  }

  async request<T>(schema: z.ZodType<T>, method: string, address: string, body?: unknown): Promise<T> {
    const path = `/api/studio/knowledge${address}`
    const response = await this.studio.call({ method, path, body, person: this.owner })
    const answer: unknown = await response.json()
    expect(response.status, JSON.stringify(answer)).toBe(200)
    return schema.parse(answer)
  }

  add(overrides: object = {}): Promise<SourceView> {
    const settings = { ...WEB.settings, url: `${this.origin}/` }
    return this.request(SourceView, 'POST', `/${this.base}/sources`, { ...WEB, settings, ...overrides })
  }

  start(source: SourceView): Promise<SyncView> {
    return this.request(SyncView, 'POST', `/${this.base}/sources/${source.id}/syncs`)
  }

  async latest(source: SourceView): Promise<SyncView | undefined> {
    const Answer = z.object({ syncs: z.array(SyncView) })
    return (await this.request(Answer, 'GET', `/${this.base}/sources/${source.id}/syncs`)).syncs[0]
  }

  async itemsOf(source: SourceView, sync: SyncView, query = ''): Promise<SyncItemView[]> {
    const Answer = z.object({ items: z.array(SyncItemView), total: z.number() })
    return (await this.request(Answer, 'GET', `/${this.base}/sources/${source.id}/syncs/${sync.id}/items${query}`))
      .items
  }

  /** Documents that are not in the trash. */
  live(): Promise<(typeof documents.$inferSelect)[]> {
    return this.studio.system.db
      .select()
      .from(documents)
      .where(and(eq(documents.knowledgeBaseId, this.base), isNull(documents.deletedAt)))
  }

  ingests(): number {
    return this.studio.sentJobs.filter(({ kind }) => kind === 'ingest-document').length
  }

  /** Runs the job of the latest sync. */
  async work(source: SourceView, { signal = new AbortController().signal } = {}): Promise<SyncView> {
    const sync = await this.latest(source)
    if (!sync) throw new Error('no sync')
    const { fetch } = createEgress({ allow: `127.0.0.1:${this.site.port}` })
    const address = { workspaceId: this.owner.workspaceId, sourceId: source.id, syncId: sync.id }
    await runSync(this.studio.system, address, signal, { fetch, awaitsDocuments: false })
    // Does what the ingest job would.
    await this.studio.system.db
      .update(documents)
      .set({ status: 'ready' })
      .where(and(eq(documents.knowledgeBaseId, this.base), eq(documents.status, 'queued')))
    const after = await this.latest(source)
    if (!after) throw new Error('no sync')
    return after
  }

  async again(source: SourceView): Promise<SyncView> {
    await this.start(source)
    return this.work(source)
  }
}

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SyncView } from '@/lib/contracts/knowledge-sources'
import { alerts } from '@/lib/db/schema/inbox'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { fireSyncs } from './fire-syncs'
import { SyncStudio } from './testing/sync-studio'

let sync: SyncStudio
beforeAll(async () => {
  sync = await SyncStudio.start()
})
beforeEach(() => sync.begin())
afterAll(() => sync.close())

describe('runs one sync at a time', () => {
  test('rejects a second sync while one is open; cancelling ends it', async () => {
    const source = await sync.add()
    const path = `/api/studio/knowledge/${sync.base}/sources/${source.id}/syncs`
    expect((await sync.studio.call({ method: 'POST', path, person: sync.owner })).status).toBe(409)
    const started = await sync.latest(source)
    expect(
      await sync.request(SyncView, 'POST', `/${sync.base}/sources/${source.id}/syncs/${started?.id}/cancel`),
    ).toMatchObject({
      status: 'cancelled',
    })
    expect(await sync.work(source)).toMatchObject({ status: 'cancelled', added: 0 })
    await sync.start(source)
    const running = sync.work(source)
    await expect.poll(async () => (await sync.live()).length, { interval: 10, timeout: 10_000 }).toBeGreaterThan(0)
    const open = await sync.latest(source)
    await sync.request(SyncView, 'POST', `/${sync.base}/sources/${source.id}/syncs/${open?.id}/cancel`)
    expect(await running).toMatchObject({ status: 'cancelled' })
  })

  test('the schedule starts one sync for all missed times, and none beside an open one', async () => {
    const source = await sync.add({ cron: '0 * * * *' })
    expect(source.nextSyncAt).not.toBeNull()
    await sync.work(source)
    const due = () =>
      sync.studio.system.db
        .update(knowledgeSources)
        .set({ nextSyncAt: new Date(Date.now() - 86_400_000) })
        .where(eq(knowledgeSources.id, source.id))
    await due()
    expect(await fireSyncs(sync.studio.system)).toBe(1)
    expect(await fireSyncs(sync.studio.system)).toBe(0)
    await due()
    await fireSyncs(sync.studio.system)
    const { syncs } = await sync.request(
      z.object({ syncs: z.array(SyncView) }),
      'GET',
      `/${sync.base}/sources/${source.id}/syncs`,
    )
    expect(syncs.map(({ cause }) => cause)).toEqual(['schedule', 'person'])
    await sync.work(source)
  })
})

test('alerts the inbox about a failed scheduled sync, but not a manual one', async () => {
  // There is no sitemap.
  const source = await sync.add({ settings: { url: `${sync.origin}/`, mode: 'sitemap', secondsBetween: 0.1 } })
  expect(await sync.work(source)).toMatchObject({ cause: 'person', status: 'failed' })
  const raised = async () =>
    await sync.studio.system.db
      .select()
      .from(alerts)
      .where(eq(alerts.key, `sync-failed:${source.id}`))
  expect(await raised()).toEqual([])
  await sync.studio.system.db
    .update(knowledgeSources)
    .set({ nextSyncAt: new Date(0), cron: '0 7 * * *' })
    .where(eq(knowledgeSources.id, source.id))
  await fireSyncs(sync.studio.system)
  expect(await sync.work(source)).toMatchObject({ cause: 'schedule', status: 'failed' })
  expect(await raised()).toMatchObject([
    { kind: 'sync-failed', title: '“Site” could not be synced', link: `/knowledge/${sync.base}?tab=sources`, count: 1 },
  ])
})

import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type {
  activateVersion as activateVersionContract,
  getPublication as getPublicationContract,
  savePublication as savePublicationContract,
} from '@/lib/contracts/versions'
import {
  DEFAULT_BATCH_ROWS,
  MAX_BATCH_ROWS_OF_VISITORS,
  type PublicationSettings,
  type PublicationView,
  PublicationSettings as Settings,
} from '@/lib/contracts/versions'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { defaultSources } from '@/lib/core/knowledge/source-detail'
import { PROPOSED_GREETING } from '@/lib/core/locales/proposed-greeting'
import type { Database, Transaction } from '@/lib/db/database'
import { environments, formerAddresses, publications, versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { passGate } from '../gates/pass-gate'
import { recordingRefusals } from '../gates/recording-refusals'
import { lockEnvironment, pointEnvironment } from '../releases/point-environment'
import { requireVersion } from '../releases/release-version'
import { mayReturnTo } from '../releases/return-to-version'
import { forgetLiveApps } from './live-app-cache'
import { deleteUnusedPageImages, requirePageImages } from './page-images'

export const getPublication: Verb<typeof getPublicationContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return publicationOf(ctx, await getAppRow(ctx.db, ctx.workspace.id, params.appId))
}

export const savePublication: Verb<typeof savePublicationContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requirePageImages(ctx, app, body.widget.images)
  await ctx.db.transaction(async (tx) => {
    const before = await publicationOf({ ...ctx, db: tx }, app)
    await writePublication(tx, app, body)
    const audited = ({ slug, access, allowedOrigins, sources = defaultSources(access) }: PublicationSettings) => ({
      name: app.name,
      slug,
      access,
      allowedOrigins,
      sources,
    })
    const subject = `app:${app.id}`
    await emitAudit(tx, ctx, { action: 'publication.save', subject, before: audited(before), after: audited(body) })
  })
  forgetLiveApps(ctx.db)
  await deleteUnusedPageImages(ctx, app, body.widget.images)
  return publicationOf(ctx, app)
}

export const activateVersion: Verb<typeof activateVersionContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { versionId } = body
  if (versionId !== null) await requireVersion(ctx, app, versionId)
  await recordingRefusals(ctx, async (tx) => {
    const environment = 'production'
    if (versionId === null) return pointEnvironment(tx, ctx, app, { environment, versionId, kind: 'offline' })
    const { needsApproval } = await lockEnvironment(tx, app, 'production')
    const isBack = await mayReturnTo(tx, app, 'production', versionId)
    if (needsApproval && !isBack) throw new AppError('CONFLICT', problem('versions.approvalRequired'))
    if (isBack) return pointEnvironment(tx, ctx, app, { environment, versionId, kind: 'rollback' })
    const pass = await passGate(tx, ctx, app, { environment, versionId, action: 'promote' })
    return pointEnvironment(tx, ctx, app, { environment, versionId, kind: 'promote', pass })
  })
  forgetLiveApps(ctx.db)
  return publicationOf(ctx, app)
}

export async function publicationOf(
  ctx: Pick<ServiceContext, 'system'> & { db: Database | Transaction },
  app: AppRow,
): Promise<PublicationView> {
  const [row] = await ctx.db
    .select({ slug: publications.slug, settings: publications.settings })
    .from(publications)
    .where(and(eq(publications.appId, app.id), eq(publications.workspaceId, app.workspaceId)))
  const [live] = await ctx.db
    .select({ number: versions.number, durability: environments.durability, runsPerKey: environments.runsPerKey })
    .from(environments)
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .where(
      and(
        eq(environments.appId, app.id),
        eq(environments.workspaceId, app.workspaceId),
        eq(environments.name, 'production'),
      ),
    )
  const settings = row ? { ...row.settings, slug: row.slug } : proposal(app)
  return {
    ...settings,
    widget: { ...DEFAULT_WIDGET, ...settings.widget },
    page: settings.page ?? 'single',
    batchRows: Math.min(settings.batchRows ?? DEFAULT_BATCH_ROWS, MAX_BATCH_ROWS_OF_VISITORS),
    sources: settings.sources ?? defaultSources(settings.access),
    showReasoning: settings.showReasoning ?? false,
    durability: live?.durability ?? 'async',
    runsPerKey: live?.runsPerKey ?? 1,
    publishedVersion: live?.number ?? null,
    baseUrl: ctx.system.appUrl,
  }
}

/** Keeps an existing publication; otherwise stores the proposal, under the next free slug. */
export async function ensurePublication(db: Database | Transaction, app: AppRow): Promise<void> {
  const found = await db.select({ slug: publications.slug }).from(publications).where(eq(publications.appId, app.id))
  if (found.length > 0) return
  const settings = proposal(app)
  for (let attempt = 1; attempt < 100; attempt += 1) {
    const slug = attempt === 1 ? settings.slug : `${settings.slug.slice(0, 55)}-${attempt}`
    if (await formerOwner(db, slug)) continue
    const { slug: _slug, durability: _durability, runsPerKey: _runsPerKey, ...rest } = settings
    const created = await db
      .insert(publications)
      .values({ appId: app.id, workspaceId: app.workspaceId, slug, settings: rest })
      .onConflictDoNothing()
      .returning({ slug: publications.slug })
    if (created.length > 0) return
  }
  throw new AppError('CONFLICT', problem('versions.noFreeAddress'))
}

/** Stores the settings and the address. An address that the app leaves stays reserved for it. */
async function writePublication(
  db: Transaction,
  app: AppRow,
  { slug, durability, runsPerKey, ...settings }: PublicationSettings,
): Promise<void> {
  const isTaken = () => new AppError('CONFLICT', problem('versions.addressTaken', { address: slug }))
  const [existing] = await db
    .select({ appId: publications.appId })
    .from(publications)
    .where(eq(publications.slug, slug))
  if (existing && existing.appId !== app.id) throw isTaken()
  const { id: appId, workspaceId } = app
  const [publication] = await db
    .select({ slug: publications.slug })
    .from(publications)
    .where(and(eq(publications.appId, appId), eq(publications.workspaceId, workspaceId)))
    .for('update')
  await db
    .insert(publications)
    .values({ appId, workspaceId, slug, settings })
    .onConflictDoUpdate({ target: publications.appId, set: { slug, settings, updatedAt: sql`now()` } })
  // Read last, after a concurrent change of address is complete and this address is stored.
  const owner = await formerOwner(db, slug)
  if (owner !== null && owner !== appId) throw isTaken()
  if (owner !== null) await db.delete(formerAddresses).where(eq(formerAddresses.slug, slug))
  if (publication && publication.slug !== slug)
    await db.insert(formerAddresses).values({ slug: publication.slug, appId, workspaceId }).onConflictDoNothing()
  await db
    .insert(environments)
    .values({ appId: app.id, workspaceId: app.workspaceId, name: 'production', durability, runsPerKey })
    .onConflictDoUpdate({ target: [environments.appId, environments.name], set: { durability, runsPerKey } })
}

/** The app that had this address before, in any workspace: an address is used by one app only. */
async function formerOwner(db: Database | Transaction, slug: string): Promise<string | null> {
  const [found] = await db
    .select({ appId: formerAddresses.appId })
    .from(formerAddresses)
    .where(eq(formerAddresses.slug, slug))
  return found?.appId ?? null
}

function proposal(app: AppRow): PublicationSettings {
  const slug = app.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')
  return Settings.parse({
    slug: slug.length >= 2 ? slug : `app-${app.id.slice(-6)}`,
    access: 'link',
    allowedOrigins: [],
    title: app.name.slice(0, 80),
    // The description is shown above a form.
    greeting: isForm(app.draft) ? '' : PROPOSED_GREETING,
    suggestions: [],
    accent: '#c2410c',
  })
}

/** Based on the graph: an app that started as a chat may have become a form. */
const isForm = ({ nodes }: Graph): boolean =>
  nodes.some(({ type, config }) => type === 'input' && config.mode === 'form')

import 'server-only'
import { and, eq } from 'drizzle-orm'
import { cardHuggingFace } from '@/lib/catalog/card-hugging-face'
import { cardMarkdown } from '@/lib/catalog/card-markdown'
import { scorecard } from '@/lib/catalog/scorecard'
import type * as contract from '@/lib/contracts/model-cards'
import type { CheckView } from '@/lib/contracts/model-checks'
import { modelCards } from '@/lib/db/schema/governance'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { findChecks, ofModel } from './check-view'
import { measureDays, measureModels } from './measure-models'
import { type AddressedModel, addressOfRow, findAddressed, hostOfAddressed } from './model-address'
import { SCORECARD_DAYS, toFacts, toSummary } from './model-summary'
import { usedBy } from './used-by'

const EXPORTED_DAYS = 30

export const getModelCard: Verb<typeof contract.getModelCard> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  return viewCard(ctx, await findAddressed(ctx, params), Number(query.days))
}

export const saveModelCard: Verb<typeof contract.saveModelCard> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await findAddressed(ctx, params)
  const { connection, model } = address
  const values = { ...body, updatedBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null, updatedAt: ctx.now() }
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(modelCards)
      .values({ workspaceId: ctx.workspace.id, connectionId: connection, model, ...values })
      .onConflictDoUpdate({ target: [modelCards.workspaceId, modelCards.connectionId, modelCards.model], set: values })
    await emitAudit(tx, ctx, { action: 'model-card.save', subject: `model:${connection}/${model}`, after: { ...body } })
  })
  return viewCard(ctx, address, 7)
}

export const downloadModelCard: Verb<typeof contract.downloadModelCard> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const card = await viewCard(ctx, await findAddressed(ctx, params), EXPORTED_DAYS)
  const moment = { days: EXPORTED_DAYS, writtenAt: ctx.now() }
  const isPlain = query.format === 'markdown'
  const name = card.summary.model.replaceAll(/[^\w.-]+/g, '-').replace(/^[-.]+/, '') || 'model'
  return new Response(isPlain ? cardMarkdown(card, moment) : cardHuggingFace(card, moment), {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="${isPlain ? `${name}-card.md` : `${name}-README.md`}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    },
  })
}

async function viewCard(ctx: ServiceContext, address: AddressedModel, days: number): Promise<contract.ModelCardView> {
  const { connection, row, provider, model, entry } = address
  const now = ctx.now()
  const host = hostOfAddressed(address)
  const workspaceId = ctx.workspace.id
  const key = `${connection}/${model}`
  const [measured, month, perDay, checks, uses, written] = await Promise.all([
    measureModels(ctx.db, workspaceId, { sinceDays: days, now }),
    measureModels(ctx.db, workspaceId, { sinceDays: SCORECARD_DAYS, now }),
    measureDays(ctx.db, workspaceId, { connection, model, sinceDays: days, now }),
    findChecks(ctx, ofModel(address)),
    usedBy(ctx, address),
    readTexts(ctx, address),
  ])
  const [quality, safety] = [newest(checks, 'quality'), newest(checks, 'safety')]
  const listed = row?.models.find(({ id }) => id === model)
  const summary = toSummary({
    connection,
    provider,
    host,
    model,
    entry,
    now,
    measured: measured.get(key) ?? null,
    connectionName: row?.name ?? (connection === 'builtin' ? 'Built in' : null),
    ...(listed ? { label: listed.label, ability: listed.ability } : {}),
    scores: { quality: quality?.score ?? null, safety: safety?.score ?? null },
  })
  const facts = entry ? toFacts(entry, { provider, host, now }) : null
  return {
    summary,
    facts,
    days: perDay,
    usedBy: uses,
    checks,
    ...written,
    scorecard: scorecard({
      summary,
      facts,
      quality,
      safety,
      now,
      address: row && addressOfRow(row),
      measured: month.get(key) ?? null,
    }),
  }
}

const newest = (checks: readonly CheckView[], kind: CheckView['kind']): CheckView | null =>
  checks.find((check) => check.kind === kind && check.status === 'done' && check.score !== null) ?? null

async function readTexts(
  { db, workspace }: ServiceContext,
  { connection, model }: AddressedModel,
): Promise<Pick<contract.ModelCardView, 'texts' | 'textsUpdatedAt'>> {
  const [row] = await db
    .select()
    .from(modelCards)
    .where(
      and(
        eq(modelCards.workspaceId, workspace.id),
        eq(modelCards.connectionId, connection),
        eq(modelCards.model, model),
      ),
    )
  const { intendedUse = '', limits = '', notes = '' } = row ?? {}
  return { texts: { intendedUse, limits, notes }, textsUpdatedAt: row?.updatedAt.toISOString() ?? null }
}

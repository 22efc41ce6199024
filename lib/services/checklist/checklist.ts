import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import {
  CHECKLIST_STEPS,
  type ChecklistStep,
  type dismissChecklist as dismissContract,
  type getChecklist as getContract,
} from '@/lib/contracts/checklist'
import { rows } from '@/lib/db/database'
import { members } from '@/lib/db/schema/auth'
import { requireRole, requireUser, type ServiceContext, type Verb } from '../context'

const NOTHING = { steps: null, appId: null }

export const getChecklist: Verb<typeof getContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  const [member] = await ctx.db.select({ closedAt: members.checklistClosedAt }).from(members).where(ownMembership(ctx))
  if (!member || member.closedAt !== null) return NOTHING
  const { appId, ...progress } = await readProgress(ctx)
  // It stays hidden, even if the only app is deleted later.
  if (CHECKLIST_STEPS.every((step) => progress[step])) {
    await close(ctx)
    return NOTHING
  }
  return { steps: CHECKLIST_STEPS.map((id) => ({ id, isDone: progress[id] })), appId }
}

export const dismissChecklist: Verb<typeof dismissContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  await close(ctx)
  return { ok: true }
}

interface Progress extends Record<ChecklistStep, boolean> {
  appId: string | null
}

async function readProgress({ db, workspace: { id } }: ServiceContext): Promise<Progress> {
  const apps = sql`from apps where workspace_id = ${id} and deleted_at is null`
  const found = await db.execute(sql`
    select
      exists (select 1 from connections where workspace_id = ${id}) as "model",
      exists (select 1 from documents where workspace_id = ${id} and deleted_at is null) as "documents",
      exists (select 1 ${apps}) as "app",
      exists (
        select 1 from environments e join apps a on a.id = e.app_id and a.deleted_at is null
        where e.workspace_id = ${id} and e.version_id is not null
      ) as "publish",
      (select id ${apps} order by updated_at desc limit 1) as "appId"
  `)
  const [row] = rows<Progress>(found)
  return row ?? { model: false, documents: false, app: false, publish: false, appId: null }
}

async function close(ctx: ServiceContext): Promise<void> {
  await ctx.db
    .update(members)
    .set({ checklistClosedAt: ctx.now() })
    .where(and(ownMembership(ctx), isNull(members.checklistClosedAt)))
}

function ownMembership(ctx: ServiceContext) {
  const { userId } = requireUser(ctx)
  return and(eq(members.workspaceId, ctx.workspace.id), eq(members.userId, userId))
}

import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { BudgetScope } from '@/lib/contracts/budgets'
import { Id } from '@/lib/core/ids'
import { apiKeys, apps } from '@/lib/db/schema/apps'
import type { ServiceContext } from '../context'
import { VISITOR } from './counted-budgets'

export interface Subject {
  scope: BudgetScope
  subject: string
}

/** Display names of subjects, keyed by `scope subject`. Permanently deleted subjects have none. */
export async function nameSubjects(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => string | null> {
  const idsOf = (scope: BudgetScope) =>
    subjects.filter((item) => item.scope === scope && Id.safeParse(item.subject).success).map((item) => item.subject)
  const environmentAppIds = subjects
    .filter(({ scope }) => scope === 'environment')
    .map(({ subject }) => appIdOf(subject))
  const [appIds, keyIds] = [
    [...idsOf('app'), ...environmentAppIds.filter((id) => Id.safeParse(id).success)],
    idsOf('key'),
  ]
  const names = new Map<string, string>()
  if (appIds.length > 0) {
    const found = await db
      .select({ id: apps.id, name: apps.name })
      .from(apps)
      .where(and(eq(apps.workspaceId, workspace.id), inArray(apps.id, appIds)))
    for (const { id, name } of found) names.set(id, name)
  }
  if (keyIds.length > 0) {
    const found = await db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.workspaceId, workspace.id), inArray(apiKeys.id, keyIds)))
    for (const { id, name } of found) names.set(id, name)
  }
  return ({ scope, subject }) => {
    if (scope === 'workspace') return null
    if (scope === 'environment')
      return `${names.get(appIdOf(subject)) ?? '?'} · ${subject.slice(appIdOf(subject).length + 1)}`
    if (subject.startsWith(VISITOR))
      return `Visitors of one address (${subject.slice(VISITOR.length, VISITOR.length + 6)})`
    return scope === 'app' || scope === 'key' ? (names.get(subject) ?? null) : subject
  }
}

const appIdOf = (subject: string): string => subject.split('/', 1)[0] ?? ''

import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { alerts } from '@/lib/db/schema/inbox'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '../../inbox/raise-alert'
import { driftOf } from './drift-of'
import type { OnlineRuleRow } from './online-rule-rows'
import { passRates } from './pass-rates'

/** Alerts when live answers pass clearly less often than the reference: once for each scorer and version. */
export async function watchDrift(db: Database, rule: OnlineRuleRow, now = new Date()): Promise<void> {
  for (const scorer of rule.scorers) {
    const { reference, current } = await passRates(db, rule, scorer, now)
    for (const { versionNumber, rate } of current) {
      const { state, interval } = driftOf(reference, rate, rule.scorers.length)
      if (state !== 'worse' || interval === null) continue
      await alertOnce(db, rule, `${rule.id}:${scorer.id}:${versionNumber}:${rule.referenceAt.getTime()}`, {
        title: problem('alerts.qualityFell', { app: await nameOf(db, rule), version: versionNumber ?? 0 }),
        message: problem('alerts.qualityFellText', {
          rule: rule.name,
          scorer: scorer.id,
          now: percent(rate.hits / rate.count),
          before: percent(reference.hits / reference.count),
          low: points(interval.low),
          high: points(interval.high),
          count: rate.count,
        }),
      })
    }
  }
}

type Texts = Pick<Parameters<typeof raiseAlert>[1], 'title' | 'message'>

async function alertOnce(db: Database, rule: OnlineRuleRow, key: string, texts: Texts): Promise<void> {
  const { workspaceId, appId } = rule
  const known = and(eq(alerts.workspaceId, workspaceId), eq(alerts.key, `quality:${key}`))
  if ((await db.$count(alerts, known)) > 0) return
  await raiseAlert(db, { workspaceId, kind: 'quality', key, ...texts, link: `/apps/${appId}/evaluate` })
}

async function nameOf(db: Database, { appId, workspaceId }: OnlineRuleRow): Promise<string> {
  const [app] = await db
    .select({ name: apps.name })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
  return app?.name ?? ''
}

const percent = (share: number): string => (100 * share).toFixed(1)
const points = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`

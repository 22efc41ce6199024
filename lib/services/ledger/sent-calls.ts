import 'server-only'
import { and, eq, gte, lt, ne, type SQL } from 'drizzle-orm'
import type { LedgerRange } from '@/lib/contracts/ledger'
import { modelCalls } from '@/lib/db/schema/model-calls'

const DAY_MS = 86_400_000

/** The calls of a workspace in a range of days that sent data; cached responses sent none. */
export function sentCalls(workspaceId: string, { from, to }: LedgerRange): SQL | undefined {
  return and(
    eq(modelCalls.workspaceId, workspaceId),
    gte(modelCalls.at, new Date(from)),
    lt(modelCalls.at, new Date(Date.parse(to) + DAY_MS)),
    ne(modelCalls.outcome, 'cached'),
  )
}

import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { hasToken } from '@/lib/plugins/credential-fields'
import type { IntegrationContext, IntegrationRow } from './connection-row'
import { type ConnectionService, connectionService } from './connection-service'
import { signInOf } from './connection-view'
import { accessToken } from './oauth/access-token'
import { obtainTokens } from './oauth/obtain-tokens'
import { DeadGrant, type Granted } from './oauth/request-tokens'
import { openSecrets, sealJson } from './sealed-values'
import { stateColumns } from './state-columns'
import { type TestResult, testService } from './test-connection'

/**
 * Tests a saved connection and stores its state, account and time.
 * @param isNew the credentials were just entered, so any failure must be reviewed
 */
export async function checkConnection(
  ctx: IntegrationContext,
  row: IntegrationRow,
  { isNew, signal }: { isNew: boolean; signal: AbortSignal },
): Promise<IntegrationRow> {
  const needsPerson = signInOf(connectionService(row)) !== 'none'
  // There is no account to test.
  if (row.forEndUsers) return row
  if (needsPerson && row.state === 'reconnect') return row
  const { result, granted } = await test(ctx, row, { needsPerson, signal })
  const stateOfFailure = result.isRejected || isNew ? 'reconnect' : row.state
  const state = result.isOk ? 'ok' : stateOfFailure
  const [checked] = await ctx.db
    .update(integrationConnections)
    .set({
      state,
      ...stateColumns(result.problem),
      testedAt: new Date(),
      ...(result.isOk ? { account: result.account, accountId: result.accountId } : {}),
      // Runs that waited for the previous credentials resume.
      ...(state === 'ok' && row.state === 'reconnect' ? { grantNumber: row.grantNumber + 1 } : {}),
      ...(granted ? await tokenColumns(ctx, row, granted) : {}),
    })
    .where(
      and(
        eq(integrationConnections.id, row.id),
        eq(integrationConnections.workspaceId, ctx.workspace.id),
        eq(integrationConnections.grantNumber, row.grantNumber),
      ),
    )
    .returning()
  return checked ?? row
}

/** The columns of new tokens, which replace the stored ones. */
export async function tokenColumns(
  ctx: IntegrationContext,
  row: IntegrationRow,
  { tokens, tokenExpiresAt, scopes }: Granted,
): Promise<Partial<IntegrationRow>> {
  return {
    encryptedTokens: await sealJson(ctx, 'integration-tokens', row.id, tokens),
    tokenExpiresAt,
    scopes,
    generation: row.generation + 1,
    leaseUntil: null,
    leaseHolder: null,
  }
}

interface Tested {
  result: TestResult
  /** Tokens obtained for the test. */
  granted: Granted | null
}

async function test(
  ctx: IntegrationContext,
  row: IntegrationRow,
  { needsPerson, signal }: { needsPerson: boolean; signal: AbortSignal },
): Promise<Tested> {
  const service = connectionService(row)
  const { kind } = service
  try {
    // Requests new tokens only if no person signed in: renewing a person's tokens would invalidate copies in use.
    const granted = hasToken(kind) && !needsPerson ? await obtainTokens(ctx, row, null) : null
    const token = granted
      ? granted.tokens.accessToken
      : needsPerson
        ? (await accessToken(ctx, { connectionId: row.id, rejected: null, signal })).token
        : null
    const secrets = await openSecrets(ctx, row)
    const result = await testService(ctx, service, {
      kind,
      fields: row.fields,
      secrets,
      accessToken: token,
      now: new Date(),
    })
    return { result, granted }
  } catch (error) {
    return { result: failureOf(error, service), granted: null }
  }
}

const REJECTED: ReadonlySet<string> = new Set(['RECONNECT_REQUIRED', 'CREDENTIAL_MISSING'])

function failureOf(error: unknown, { label }: ConnectionService): TestResult {
  const nothing = { isOk: false, account: null, accountId: null } as const
  const rejected = problem('integrations.testRejected', { name: label })
  if (error instanceof DeadGrant) return { ...nothing, isRejected: true, problem: rejected }
  if (!AppError.isInstance(error)) throw error
  const reason = error.code === 'RECONNECT_REQUIRED' ? rejected : pickProblem(error)
  return { ...nothing, isRejected: REJECTED.has(error.code), problem: reason }
}

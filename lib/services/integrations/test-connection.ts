import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { JsonSchema } from '@/lib/core/json'
import { lookupPath } from '@/lib/graph/templates/references'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { TestRequest } from '@/lib/plugins/manifest-types'
import { workspaceEgress } from '../governance/workspace-egress'
import { addCredentials, type Credentials } from './add-credentials'
import type { IntegrationContext } from './connection-row'
import { assertOwnHost, type ConnectionService } from './connection-service'
import { testServer } from './sockets/test-server'

const TIMEOUT_MS = 10_000

export type TestResult = WorkingConnection | FailedTest

interface WorkingConnection {
  isOk: true
  isRejected: false
  problem: null
  account: string | null
  accountId: string | null
}

interface FailedTest {
  isOk: false
  /** The service rejected the credentials; otherwise the failure may be transient. */
  isRejected: boolean
  problem: Problem
  account: null
  accountId: null
}

/** Sends the service's test request with these credentials, which need not be stored yet. */
export async function testService(
  ctx: IntegrationContext,
  service: ConnectionService,
  credentials: Credentials,
): Promise<TestResult> {
  const { test, protocol } = service
  if (protocol !== null) return testLogin(ctx, { ...service, protocol }, credentials)
  if (test === null) return { isOk: true, isRejected: false, problem: null, account: null, accountId: null }
  try {
    return await send(ctx, service, test, credentials)
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    return { isOk: false, isRejected: false, problem: pickProblem(error), account: null, accountId: null }
  }
}

async function testLogin(
  ctx: IntegrationContext,
  { label, protocol }: ConnectionService & { protocol: NonNullable<ConnectionService['protocol']> },
  { fields, secrets }: Credentials,
): Promise<TestResult> {
  const { connect: open } = workspaceEgress(ctx.db, ctx.workspace.id)
  const login = { protocol, service: label, fields, secrets, open, timeoutMs: TIMEOUT_MS }
  try {
    const account = (await testServer(login)).slice(0, 200)
    return { isOk: true, isRejected: false, problem: null, account, accountId: account }
  } catch (error) {
    const nothing = { isOk: false as const, account: null, accountId: null }
    if (isTimeout(error))
      return { ...nothing, isRejected: false, problem: problem('integrations.noAnswer', { name: label }) }
    if (!AppError.isInstance(error)) throw error
    const isRejected = error.code === 'RECONNECT_REQUIRED'
    const reason = isRejected ? problem('integrations.testRejected', { name: label }) : pickProblem(error)
    return { ...nothing, isRejected, problem: reason }
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError'

async function send(
  ctx: IntegrationContext,
  service: ConnectionService,
  test: TestRequest,
  credentials: Credentials,
): Promise<TestResult> {
  const target = /^https?:\/\//.test(test.path) ? test.path : `${service.baseUrl ?? ''}${test.path}`
  const headers = { accept: 'application/json', 'user-agent': 'Patchbay', ...service.headers, ...test.headers }
  const plain = {
    method: test.method,
    url: target,
    headers: test.body ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(test.body ? { body: JSON.stringify(test.body) } : {}),
  }
  assertOwnHost(service, new URL(target))
  const { url, method, headers: sent, body } = addCredentials(plain, credentials)
  const response = await workspaceEgress(ctx.db, ctx.workspace.id)(url, {
    method,
    headers: { ...sent },
    body: body ?? null,
    // On another host the credentials would be dropped, and the response would not test them.
    redirect: 'manual',
    limits: { totalMs: TIMEOUT_MS },
  })
  const answer = readJson(await response.text())
  const isRejected = response.status === 401 || response.status === 403 || reportsFailure(test, answer)
  if (response.status >= 300 || isRejected) return failed(service, response.status, isRejected)
  return {
    isOk: true,
    isRejected: false,
    problem: null,
    account: textAt(answer, test.account ? [test.account] : ACCOUNT_NAMES),
    accountId: textAt(answer, test.accountId ? [test.accountId] : ACCOUNT_IDS),
  }
}

/** Usual fields of the account's name in user-info responses. */
const ACCOUNT_NAMES = ['/email', '/login', '/username', '/name']
const ACCOUNT_IDS = ['/sub', '/id', '/email', '/login']

function failed({ label }: ConnectionService, status: number, isRejected: boolean): TestResult {
  const reason = isRejected
    ? problem('integrations.testRejected', { name: label })
    : problem('integrations.testFailed', { name: label, status })
  return { isOk: false, isRejected, problem: reason, account: null, accountId: null }
}

function reportsFailure({ failure }: TestRequest, answer: Json): boolean {
  return failure !== undefined && valueAt(answer, failure.path) === failure.equals
}

function textAt(answer: Json, pointers: readonly string[]): string | null {
  for (const pointer of pointers) {
    const value = valueAt(answer, pointer)
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 200)
  }
  return null
}

/** The value at a JSON Pointer (RFC 6901). */
function valueAt(value: Json, pointer: string): Json | undefined {
  const path = pointer.split('/').slice(1)
  return lookupPath(
    value,
    path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  )
}

function readJson(text: string): Json {
  try {
    return JsonSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { localAddressOf } from '@/lib/core/network/local-address'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { isBlockedByPrivateMode } from '@/lib/egress/is-blocked-by-private-mode'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { MODELS_FIELD } from '@/lib/providers/models-field'
import type { ProviderModel } from '@/lib/providers/provider-client'
import type { ResolvedConnection } from './provider-connection'
import { providerConnection, tidyBaseUrl } from './provider-connection'

const TIMEOUT_MS = 10_000
const HINT_TIMEOUT_MS = 2_000

export type ConnectionTest =
  | { ok: true; models: ProviderModel[] }
  /** `localAddress`: an address that an owner can allow, after which the test may pass. */
  | { ok: false; problem: Problem; localAddress: string | null }

/** Lists the models of the service, or explains why that fails. Never throws for a failing service. */
export async function testConnection(settings: ResolvedConnection, fetch: EgressFetch): Promise<ConnectionTest> {
  try {
    const models = await list(settings, fetch, TIMEOUT_MS)
    if (models.length > 0) return { ok: true, models }
    return { ok: false, problem: problem('connections.noModelsYet'), localAddress: null }
  } catch (failure) {
    if (!AppError.isInstance(failure)) throw failure
    return { ok: false, problem: await explain(failure, settings, fetch), localAddress: localAddressOf(failure) }
  }
}

async function list(settings: ResolvedConnection, fetch: EgressFetch, timeoutMs: number): Promise<ProviderModel[]> {
  const { client, connection } = await providerConnection(settings, fetch)
  const timeout = new AppError('TIMEOUT', problem('connections.serverTimeout', { seconds: timeoutMs / 1_000 }))
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(timeout), timeoutMs)
  try {
    return await client.listModels(connection, controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

async function explain(failure: AppError, settings: ResolvedConnection, fetch: EgressFetch): Promise<Problem> {
  const address = tidyBaseUrl(settings.baseUrl ?? '')
  switch (failure.code) {
    case 'EGRESS_BLOCKED':
      return isBlockedByPrivateMode(failure) || localAddressOf(failure) !== null || !URL.canParse(address)
        ? failure
        : problem('connections.blockedAllow', { error: failure, entry: allowEntry(address) })
    case 'MODEL_UNAUTHORIZED':
      return settings.apiKey ? failure : problem('connections.keyRequested')
    case 'MODEL_MISSING': {
      const better = await findBetterAddress(settings, address, fetch)
      if (better !== null) return problem('connections.otherAddress', { address, better })
      const key = canNameModels(settings.provider) ? 'connections.noListNameModels' : 'connections.noList'
      return problem(key, { address: `${address}/models` })
    }
    case 'TIMEOUT':
      return problem('connections.checkReachable', { error: failure })
    case 'MODEL_UNREACHABLE':
      return problem('connections.checkRunning', { error: failure })
    default:
      return failure
  }
}

const canNameModels = (provider: string): boolean =>
  manifestOf(provider)?.fields?.some(({ name }) => name === MODELS_FIELD.name) ?? false

function allowEntry(address: string): string {
  const { protocol, hostname, port } = new URL(address)
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

async function findBetterAddress(
  settings: ResolvedConnection,
  address: string,
  fetch: EgressFetch,
): Promise<string | null> {
  if (!isTyped(settings.provider) || /\/v\d+$/.test(address)) return null
  const baseUrl = `${address}/v1`
  try {
    const models = await list({ ...settings, baseUrl }, fetch, HINT_TIMEOUT_MS)
    return models.length > 0 ? baseUrl : null
  } catch {
    return null
  }
}

/** Whether the user types the address and may omit its end. */
function isTyped(provider: string): boolean {
  return manifestOf(provider)?.baseUrl.default === null
}

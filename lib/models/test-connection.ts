import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { localAddressOf } from '@/lib/core/network/local-address'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { isBlockedByPrivateMode } from '@/lib/egress/is-blocked-by-private-mode'
import { problem } from '@/lib/messages/problems/problem'
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
  | { ok: false; message: string; localAddress: string | null }

/** Lists the models of the service, or explains why that fails. Never throws for a failing service. */
export async function testConnection(settings: ResolvedConnection, fetch: EgressFetch): Promise<ConnectionTest> {
  try {
    const models = await list(settings, fetch, TIMEOUT_MS)
    if (models.length > 0) return { ok: true, models }
    return {
      ok: false,
      message: 'The server answers, but it has no models yet. Load or pull one there, then test again.',
      localAddress: null,
    }
  } catch (failure) {
    if (!AppError.isInstance(failure)) throw failure
    const message = await explain(failure, settings, fetch)
    return { ok: false, message, localAddress: localAddressOf(failure) }
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

async function explain(failure: AppError, settings: ResolvedConnection, fetch: EgressFetch): Promise<string> {
  const address = tidyBaseUrl(settings.baseUrl ?? '')
  switch (failure.code) {
    case 'EGRESS_BLOCKED':
      return isBlockedByPrivateMode(failure) || localAddressOf(failure) !== null
        ? failure.message
        : `${failure.message} ${allowHint(address)}`
    case 'MODEL_UNAUTHORIZED':
      return settings.apiKey ? failure.message : 'The server asks for an API key. Fill one in.'
    case 'MODEL_MISSING': {
      const better = await findBetterAddress(settings, address, fetch)
      if (better !== null) return `There is no list of models at ${address}. Use ${better} instead.`
      return `The server answers, but it has no list of models at ${address}/models. ${whatElse(settings.provider)}`
    }
    case 'TIMEOUT':
      return `${failure.message} Check the address, and whether the server is running and reachable from here.`
    case 'MODEL_UNREACHABLE':
      return `${failure.message} Check the address, and whether the server is running.`
    default:
      return failure.message
  }
}

function whatElse(provider: string): string {
  const canNameModels = manifestOf(provider)?.fields?.some(({ name }) => name === MODELS_FIELD.name) ?? false
  const check = 'Check the address: most end in /v1.'
  return canNameModels ? `${check} If it is right, write the names of your models.` : check
}

function allowHint(address: string): string {
  if (!URL.canParse(address)) return ''
  const { protocol, hostname, port } = new URL(address)
  const entry = `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
  return `For this server: start Patchbay with EGRESS_ALLOW="${entry}".`
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

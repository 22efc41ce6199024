import { AppError } from '@/lib/core/app-error'
import { asFileRef } from '@/lib/core/file-ref'
import { internalError } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionRequest } from '../action-request'
import { actionContext } from './action-context-of'
import { actionFailure } from './action-failure'
import { buildRequest } from './build-request'
import { collectPages, type PageRequest } from './collect-pages'
import { pickOutputs } from './pick-outputs'
import { readJsonBody } from './read-json-body'
import { ServiceSession, type SessionOptions } from './service-session'

export interface ActionCall extends SessionOptions {
  /** Parsed by the action's schema. */
  input: JsonObject
  idempotencyKey: string
  now(): number
  log(message: string): void
}

/** Calls an action of a service. @returns its outputs. @throws AppError with a message for users */
export async function callAction(call: ActionCall): Promise<JsonObject> {
  const { action, plugin, input } = call
  const session = await ServiceSession.open(call)
  const outputs = action.run ? await action.run(actionContext(call, session), input) : await callDeclared(call, session)
  const parsed = action.output.safeParse(outputs)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    const shape = problem('plugins.unexpectedShape', { service: plugin.label, field })
    throw new AppError('TOOL_FAILED', shape, { cause: parsed.error })
  }
  return JSON.parse(JSON.stringify(parsed.data))
}

async function callDeclared(call: ActionCall, session: ServiceSession): Promise<JsonObject> {
  const { action, plugin, input } = call
  const { request, paginate, pick = {} } = action
  if (!request) throw internalError(`The action ${plugin.id}/${action.id} has neither request nor run.`)
  if (paginate) {
    const fetchPage = (page: PageRequest) => fetchJson(call, session, request, page)
    const { items, first } = await collectPages({ paginate, input, service: plugin.label, fetchPage })
    return { ...pickOutputs(first, pick), [paginate.as]: items }
  }
  const { response = 'json' } = request
  if (response === 'json') return pickOutputs((await fetchJson(call, session, request, {})).body, pick)
  const answer = await send(call, session, request, {})
  const failure = failureOf(call, answer, undefined)
  if (failure) throw failure
  if (response === 'none') return {}
  if (response === 'text') return { text: new TextDecoder().decode(answer.bytes) }
  const mediaType = answer.headers['content-type']?.split(';')[0] ?? 'application/octet-stream'
  const name = fileNameOf(answer)
  return { file: await call.ports.files.keep({ bytes: answer.bytes, mediaType, name }) }
}

async function fetchJson(call: ActionCall, session: ServiceSession, request: ActionRequest, page: PageRequest) {
  const response = await send(call, session, request, page)
  const body = bodyOf(call, response)
  const failure = failureOf(call, response, body)
  if (failure) throw failure
  return { response, body: body ?? null }
}

/** A failed response need not be JSON. */
function bodyOf({ plugin }: ActionCall, response: ServiceResponse): Json | undefined {
  if (response.status < 400) return readJsonBody(response, plugin.label)
  try {
    return readJsonBody(response, plugin.label)
  } catch {
    return undefined
  }
}

async function send(call: ActionCall, session: ServiceSession, request: ActionRequest, page: PageRequest) {
  const { plugin, action, input, idempotencyKey, ports } = call
  const built = await buildRequest({
    plugin,
    request,
    input,
    fields: session.fields,
    ...(action.effect === 'write' ? { idempotency: { rule: action.idempotency, key: idempotencyKey } } : {}),
    ...(page.query ? { page: page.query } : {}),
    ...(page.body ? { pageBody: page.body } : {}),
    readFile: async (value) => {
      const file = asFileRef(value)
      if (!file) return null
      const { bytes, mediaType, name } = await ports.files.file(file.fileId)
      return { name: '', bytes, mediaType, fileName: name }
    },
  })
  const url = page.url === undefined ? built.url : new URL(page.url, built.url).href
  return session.send({ ...built, url }, { isFile: request.response === 'file' })
}

function failureOf(call: ActionCall, response: ServiceResponse, body: Json | undefined): AppError | null {
  const { plugin, action, connection, timeoutMs, now } = call
  const failure = actionFailure({ plugin, action, response, body, timeoutMs, now })
  if (failure?.code === 'RECONNECT_REQUIRED')
    return new AppError(failure.code, failure, { details: { plugin: plugin.id, connection } })
  // A server error may have happened after the effect.
  const isUnclear = response.status >= 500 && action.effect === 'write' && action.idempotency === 'none'
  return failure && isUnclear ? new AppError(failure.code, failure, { isFinal: true }) : failure
}

function fileNameOf({ headers }: ServiceResponse): string {
  const encodedName = /filename\*=UTF-8''([^;]+)/i.exec(headers['content-disposition'] ?? '')?.[1]
  const plain = /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1]
  const name = encodedName === undefined ? plain : safeDecode(encodedName)
  return (name ?? 'file').replace(/[/\\]/g, '_').slice(0, 255)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

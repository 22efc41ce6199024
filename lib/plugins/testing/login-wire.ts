import { onTestFinished } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { FileRef } from '@/lib/core/file-ref'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { createEgress } from '@/lib/egress/create-egress'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { runSockets } from '@/lib/services/integrations/sockets/run-sockets'
import { callAction } from '../execute/call-action'
import { coerceInput } from '../execute/coerce-input'
import type { WriteJournal } from '../execute/service-session'
import { findAction, type TestedAction } from './find-action'

interface LoginCall {
  action: TestedAction
  input: JsonObject
  fields: Readonly<Record<string, string>>
  password: string
  /** The value of EGRESS_ALLOW. */
  allow: string
  journal?: WriteJournal
  signal?: AbortSignal
}

/** Calls an action of a database or mail server through the product's own clients. */
export async function callLogin({ action: name, input, fields, password, allow, journal, signal }: LoginCall) {
  const { plugin, action } = await findAction(name)
  const pluginId = plugin.id
  const egress = createEgress({ allow })
  onTestFinished(() => egress.close())
  const connections = {
    login: async () => ({ row: { plugin: pluginId, name: 'Test', fields: { ...fields } }, secrets: { password } }),
  }
  const kept: { bytes: Uint8Array; mediaType: string; name: string }[] = []
  const ports = fakePorts({
    ...runSockets({ connections, open: egress.within(null).connect }),
    connections: { ...fakePorts().connections, describe: async () => ({ kind: 'login', fields }) },
    files: {
      ...fakePorts().files,
      file: async () => ({ bytes: new TextEncoder().encode('a,b\n1,2\n'), mediaType: 'text/csv', name: 'table.csv' }),
      keep: async (file): Promise<FileRef> => {
        kept.push(file)
        return { fileId: newId(), name: file.name, mediaType: file.mediaType, sizeBytes: file.bytes.byteLength }
      },
    },
  })
  const outcome = await callAction({
    plugin,
    action,
    ports,
    connection: 'connection-1',
    idempotencyKey: 'run-1:node-1',
    timeoutMs: 60_000,
    input: coerceInput(action, input),
    signal: signal ?? new AbortController().signal,
    now: () => Date.UTC(2026, 10, 30),
    log: () => {},
    ...(journal ? { journal } : {}),
  }).then(
    (outputs) => ({ outputs, error: null }),
    (error: unknown) => {
      if (!AppError.isInstance(error)) throw error
      return { outputs: null, error }
    },
  )
  return { ...outcome, kept }
}

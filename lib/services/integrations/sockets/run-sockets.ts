import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { OpenTcp } from '@/lib/egress/open-tcp'
import type { ConnectionRef, EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import type { IntegrationRow } from '../connection-row'
import { callMongo } from './call-mongo'
import { listFolders, moveMail, readMailOf, searchMail } from './mailbox'
import { readNewMails } from './new-mail'
import { queryDatabase } from './query-database'
import { sendMail } from './send-mail'
import { sendRedis } from './send-redis'
import { databaseLogin, mailLogin, mongoLogin, redisLogin } from './server-address'

interface Scope {
  connections: {
    login(connection: string): Promise<{
      row: Pick<IntegrationRow, 'plugin' | 'name' | 'fields'>
      secrets: Readonly<Record<string, string>>
    }>
  }
  open: OpenTcp
}

/** The engine's `databases` and `mail` ports of one run. */
export function runSockets({ connections, open }: Scope): Pick<EnginePorts, 'databases' | 'mail'> {
  const opened = async ({ connection }: ConnectionRef) => {
    const { row, secrets } = await connections.login(connection)
    return { service: pluginManifestOf(row.plugin)?.label ?? row.name, fields: row.fields, secrets, open }
  }
  return {
    databases: {
      query: async (request) => {
        const login = databaseLogin(request.dialect, await opened(request))
        return withConnection(request, queryDatabase(login, request))
      },
      mongo: async (request) => withConnection(request, callMongo(mongoLogin(await opened(request)), request)),
      redis: async (request) => withConnection(request, sendRedis(redisLogin(await opened(request)), request)),
    },
    mail: {
      send: async (request) => {
        const parts = await opened(request)
        const from = parts.fields.address || parts.fields.user || ''
        return withConnection(request, sendMail(mailLogin('smtp', parts), { ...request, from }))
      },
      search: async (request) => withConnection(request, searchMail(mailLogin('imap', await opened(request)), request)),
      arrived: async (request) =>
        withConnection(request, readNewMails(mailLogin('imap', await opened(request)), request)),
      folders: async (request) =>
        withConnection(request, listFolders(mailLogin('imap', await opened(request)), request.signal)),
      read: async (request) => withConnection(request, readMailOf(mailLogin('imap', await opened(request)), request)),
      move: async (request) => withConnection(request, moveMail(mailLogin('imap', await opened(request)), request)),
    },
  }
}

/** Adds the connection to the error of a rejected login: it pauses the run until that connection works. */
async function withConnection<T>({ plugin, connection }: ConnectionRef, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!AppError.isInstance(error) || error.code !== 'RECONNECT_REQUIRED') throw error
    const service = pluginManifestOf(plugin)?.label ?? plugin
    const details = { plugin, connection }
    throw new AppError(error.code, problem('plugins.unauthorized', { service }), { cause: error, details })
  }
}

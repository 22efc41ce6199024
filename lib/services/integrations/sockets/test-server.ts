import 'server-only'
import type { OpenTcp } from '@/lib/egress/open-tcp'
import { callMongo } from './call-mongo'
import { verifyImap } from './mailbox'
import { queryDatabase } from './query-database'
import { verifySmtp } from './send-mail'
import { sendRedis } from './send-redis'
import { databaseLogin, mailLogin, mongoLogin, redisLogin, type ServerProtocol } from './server-address'

interface Tested {
  protocol: ServerProtocol
  service: string
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  open: OpenTcp
  timeoutMs: number
}

/** Signs in to every server of a connection. @returns the account. @throws AppError with the reason for users */
export async function testServer({ protocol, timeoutMs, ...parts }: Tested): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  if (protocol === 'email') {
    await verifyImap(mailLogin('imap', parts), signal)
    await verifySmtp(mailLogin('smtp', parts), signal)
    return parts.fields.address || parts.fields.user || ''
  }
  if (protocol === 'redis') {
    const login = redisLogin(parts)
    await sendRedis(login, { commands: [{ name: 'PING', args: [] }], isReadOnly: true, timeoutMs, signal })
    return `${login.user || 'default'} @ ${login.host}`
  }
  if (protocol === 'mongodb') {
    const login = mongoLogin(parts)
    // Needs no collection, but a working login.
    const operation = { type: 'find' as const, filter: {}, limit: 1 }
    await callMongo(login, { collection: 'patchbay.test', operation, timeoutMs, signal })
    return `${login.user} @ ${login.database}`
  }
  const login = databaseLogin(protocol, parts)
  const isReadOnly = true
  await queryDatabase(login, { dialect: protocol, statement: 'SELECT 1', isReadOnly, maxRows: 1, timeoutMs, signal })
  return `${login.user} @ ${login.database}`
}

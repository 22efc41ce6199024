import 'server-only'
import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow'
import { AppError } from '@/lib/core/app-error'
import { tunnelTo } from '@/lib/egress/tunnel'
import type { FoundMail, MailSearch, ReadMail } from '@/lib/engine/socket-services'
import { problem } from '@/lib/messages/problems/problem'
import { loginRejected } from './database-errors'
import { mailError, openMailServer, tlsOf } from './mail-client'
import { readMail } from './read-mail'
import type { ServerLogin } from './server-address'

const IMPLICIT_TLS_PORT = 993
const TIMEOUT_MS = 30_000
const MAX_MAIL_BYTES = 25 * 1_048_576

/** Opens a mailbox for the time of `work`. @throws TOOL_FAILED with what the server reported */
export async function withMailbox<T>(
  login: ServerLogin,
  signal: AbortSignal,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { ImapFlow } = await import('imapflow')
  const { socket, isPublic } = await openMailServer(login, signal)
  const tunnel = await tunnelTo(socket)
  const { host, user, password, port } = login
  const secure = port === IMPLICIT_TLS_PORT
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: tunnel.port,
    servername: host,
    secure,
    logger: false,
    auth: { user, pass: password },
    tls: tlsOf(login, isPublic),
    // Credentials never cross a public network unencrypted.
    ...(!secure && isPublic ? { doSTARTTLS: true } : {}),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    maxLiteralSize: MAX_MAIL_BYTES,
  })
  client.on('error', () => {})
  const stop = () => client.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    signal.throwIfAborted()
    const isLogin = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
    throw isLogin ? loginRejected(login, error) : mailError(error, login)
  } finally {
    signal.removeEventListener('abort', stop)
    client.close()
    tunnel.close()
  }
}

/** @throws RECONNECT_REQUIRED when the server rejects the login */
export const verifyImap = (login: ServerLogin, signal: AbortSignal): Promise<void> =>
  withMailbox(login, signal, async () => {})

export const listFolders = (login: ServerLogin, signal: AbortSignal): Promise<string[]> =>
  withMailbox(login, signal, async (client) => (await client.list()).map(({ path }) => path))

/** Returns the newest matching messages, the newest first. */
export function searchMail(login: ServerLogin, search: MailSearch): Promise<FoundMail[]> {
  const { folder, limit, signal } = search
  return withMailbox(login, signal, async (client) => {
    await openFolder(client, folder, login)
    const found = await client.search(criteriaOf(search), { uid: true })
    const newest = (found || []).toSorted((a, b) => b - a).slice(0, limit)
    if (newest.length === 0) return []
    const mails: FoundMail[] = []
    for await (const message of client.fetch(newest, { envelope: true, flags: true }, { uid: true }))
      mails.push(summaryOf(message))
    return mails.toSorted((a, b) => Number(b.id) - Number(a.id))
  })
}

export function readMailOf(
  login: ServerLogin,
  { folder, id, signal }: { folder: string; id: string; signal: AbortSignal },
): Promise<ReadMail> {
  return withMailbox(login, signal, async (client) => {
    await openFolder(client, folder, login)
    const found = await client.fetchOne(uidOf(id), { size: true }, { uid: true })
    if (!found) throw missing(id)
    if ((found.size ?? 0) > MAX_MAIL_BYTES) throw tooLarge(id)
    const message = await client.fetchOne(uidOf(id), { envelope: true, flags: true, source: true }, { uid: true })
    const source = message ? message.source : undefined
    if (!message || !source) throw missing(id)
    const { text, attachments, headers } = await readMail(source, signal)
    const { envelope } = message
    return {
      ...summaryOf(message),
      cc: addressesOf(envelope?.cc),
      messageId: envelope?.messageId ?? '',
      text,
      attachments,
      headers,
    }
  })
}

export function moveMail(
  login: ServerLogin,
  { folder, id, to, signal }: { folder: string; id: string; to: string; signal: AbortSignal },
): Promise<void> {
  return withMailbox(login, signal, async (client) => {
    await openFolder(client, folder, login)
    const moved = await client.messageMove(uidOf(id), to, { uid: true })
    if (!moved) throw missing(id)
  })
}

export async function openFolder(client: ImapFlow, folder: string, { service }: ServerLogin): Promise<void> {
  await client.mailboxOpen(folder).catch((cause: unknown) => {
    throw new AppError('NOT_FOUND', problem('plugins.folderMissing', { service, folder }), { cause })
  })
}

/** Accepts a single id: a range such as `1:*` would name every message. */
function uidOf(id: string): string {
  if (/^[1-9]\d{0,9}$/.test(id)) return id
  throw missing(id)
}

const missing = (id: string): AppError =>
  new AppError('NOT_FOUND', problem('plugins.mailMissing', { id: id.slice(0, 40) }))

const tooLarge = (id: string): AppError =>
  new AppError('TOO_LARGE', problem('plugins.mailTooLarge', { id, maxMb: MAX_MAIL_BYTES / 1_048_576 }))

function criteriaOf({ from, to, subject, text, since, isUnread }: MailSearch): SearchObject {
  const criteria: SearchObject = {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(subject ? { subject } : {}),
    ...(text ? { text } : {}),
    ...(since ? { since } : {}),
    ...(isUnread === undefined ? {} : { seen: !isUnread }),
  }
  return Object.keys(criteria).length > 0 ? criteria : { all: true }
}

export function summaryOf({ uid, envelope, flags }: FetchMessageObject): FoundMail {
  return {
    id: String(uid),
    from: addressesOf(envelope?.from),
    to: addressesOf(envelope?.to),
    subject: envelope?.subject ?? '',
    date: envelope?.date ? new Date(envelope.date).toISOString() : '',
    isUnread: !flags?.has('\\Seen'),
  }
}

const addressesOf = (
  list: readonly { name?: string | undefined; address?: string | undefined }[] | undefined,
): string =>
  (list ?? [])
    .map(({ name, address = '' }) => (name ? `${name} <${address}>` : address))
    .filter((text) => text !== '')
    .join(', ')

import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { MailMessage } from '@/lib/engine/socket-services'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { loginRejected } from './database-errors'
import { mailError, openMailServer, tlsOf } from './mail-client'
import type { ServerLogin } from './server-address'

const IMPLICIT_TLS_PORT = 465
const TIMEOUT_MS = 30_000

/** Sends one message over SMTP. */
export async function sendMail(login: ServerLogin, message: MailMessage & { from: string }): Promise<void> {
  const { from, to, cc, bcc, subject, text, attachments, messageId, signal, onSent } = message
  const transport = await openTransport(login, signal)
  const stop = () => transport.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await transport.verify()
    onSent?.()
    await transport.sendMail({
      from,
      to: [...to],
      cc: [...cc],
      bcc: [...bcc],
      subject,
      text,
      messageId,
      ...threadOf(message),
      ...(message.isAutomatic ? { headers: AUTOMATIC } : {}),
      attachments: attachments.map(({ name, mediaType, bytes }) => ({
        filename: name,
        contentType: mediaType,
        content: Buffer.from(bytes),
      })),
      // A message is data: it must not name files or addresses that the library would read.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } catch (error) {
    signal.throwIfAborted()
    throw smtpError(error, login)
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

const AUTOMATIC = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }

function threadOf({ replyTo, inReplyTo, references = inReplyTo ? [inReplyTo] : [] }: MailMessage) {
  return {
    ...(replyTo ? { replyTo } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references.length > 0 ? { references: [...references] } : {}),
  }
}

/** @throws like sendMail when the server rejects the login */
export async function verifySmtp(login: ServerLogin, signal: AbortSignal): Promise<void> {
  const transport = await openTransport(login, signal)
  try {
    await transport.verify()
  } catch (error) {
    throw smtpError(error, login)
  } finally {
    transport.close()
  }
}

async function openTransport(login: ServerLogin, signal: AbortSignal) {
  const { createTransport } = await import('nodemailer')
  const { host, port, user, password } = login
  const { isPublic, socket } = await openMailServer(login, signal)
  let first: typeof socket | null = socket
  const secure = port === IMPLICIT_TLS_PORT
  return createTransport({
    host,
    port,
    secure,
    auth: { user, pass: password },
    tls: tlsOf(login, isPublic),
    // Credentials never cross a public network unencrypted.
    ...(secure ? {} : { requireTLS: isPublic, opportunisticTLS: !isPublic }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    getSocket: (_options, callback) => {
      const socket = first
      first = null
      if (socket) return callback(null, { connection: socket })
      openMailServer(login, signal).then(
        (opened) => callback(null, { connection: opened.socket }),
        (failure: Error) => callback(failure, false),
      )
    },
  })
}

function smtpError(error: unknown, login: ServerLogin): unknown {
  if (!(error instanceof Error)) return error
  if ('code' in error && error.code === 'EAUTH') return loginRejected(login, error)
  const converted = mailError(error, login)
  const status = 'responseCode' in error ? Number(error.responseCode) : 0
  // The server rejects the message for now, such as by greylisting.
  const isTransient = status >= 400 && status < 500 && AppError.isInstance(converted)
  return isTransient ? new AppError('RATE_LIMITED', pickProblem(converted), { cause: error }) : converted
}

import 'server-only'
import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { toEgressError } from '../egress-error'
import { CONNECT_TIMEOUT_MS } from '../guarded-agent'
import type { OpenTcp, TcpCall } from '../open-tcp'

interface TlsOptions {
  /** The server's own certificate authority; null for the public ones. */
  ca: string | null
  handshakeMs?: number
}

/**
 * Opens a connection, with verified TLS on a public network and for a server with its own certificate authority.
 *
 * @throws AppError EGRESS_BLOCKED, EGRESS_FAILED, or the reason of the signal
 */
export async function openTls(
  open: OpenTcp,
  call: TcpCall,
  { ca, handshakeMs = CONNECT_TIMEOUT_MS }: TlsOptions,
): Promise<Socket> {
  const { socket, isPublic } = await open(call)
  ignoreErrors(socket)
  if (!isPublic && ca === null) return socket
  const secure = connect({ socket, servername: call.host, ...(ca === null ? {} : { ca }) })
  ignoreErrors(secure)
  try {
    await verified(secure, call.signal, handshakeMs)
  } catch (failure) {
    secure.destroy()
    socket.destroy()
    call.signal.throwIfAborted()
    throw toEgressError(failure, call.host)
  }
  return secure
}

/** An error without a listener would end the process; the client that uses the socket adds its own listener later. */
function ignoreErrors(socket: Socket): void {
  socket.on('error', () => {})
}

function verified(secure: TLSSocket, signal: AbortSignal, handshakeMs: number): Promise<void> {
  return new Promise((done, fail) => {
    const settle = (callback: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      callback()
    }
    const failAs = (code: string) => settle(() => fail(Object.assign(new Error('TLS handshake failed'), { code })))
    const stop = () => failAs('ABORT_ERR')
    const timer = setTimeout(() => failAs('UND_ERR_CONNECT_TIMEOUT'), handshakeMs)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    secure.once('secureConnect', () => settle(done))
    secure.once('error', (failure) => settle(() => fail(failure)))
    secure.once('close', () => failAs('ECONNRESET'))
  })
}

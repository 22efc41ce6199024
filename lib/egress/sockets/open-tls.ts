import 'server-only'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'
import type { OpenTcp, TcpCall } from '../open-tcp'

/** Opens a connection, with verified TLS on a public network and for a server with its own certificate authority. */
export async function openTls(open: OpenTcp, call: TcpCall, ca: string | null): Promise<Socket> {
  const { socket, isPublic } = await open(call)
  if (!isPublic && ca === null) return socket
  return new Promise((done, fail) => {
    const secure = connect({ socket, servername: call.host, ...(ca === null ? {} : { ca }) }, () => {
      secure.off('error', fail)
      done(secure)
    })
    secure.once('error', fail)
  })
}

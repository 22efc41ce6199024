import 'server-only'
import { createServer, type Socket } from 'node:net'
import { internalError } from '@/lib/core/internal-error'

/** A port of this computer that leads to a checked connection, once, for a client that opens its own socket. */
export async function tunnelTo(target: Socket): Promise<{ port: number; close(): void }> {
  const server = createServer((client) => {
    server.close()
    client.on('error', () => target.destroy())
    target.on('error', () => client.destroy())
    target.once('close', () => client.destroy())
    client.once('close', () => target.destroy())
    client.pipe(target).pipe(client)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw internalError('The tunnel has no port.')
  return {
    port: address.port,
    close: () => {
      server.close()
      target.destroy()
    },
  }
}

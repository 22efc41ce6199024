// A proxy that cuts each connection after a random time.
import net from 'node:net'

export async function startCuttingProxy(port, { minMs = 300, maxMs = 1_500 } = {}) {
  let cuts = 0
  const sockets = new Set()
  const server = net.createServer((client) => {
    const upstream = net.connect(port, 'localhost')
    const end = () => {
      clearTimeout(timer)
      sockets.delete(client)
      client.destroy()
      upstream.destroy()
    }
    const timer = setTimeout(
      () => {
        cuts += 1
        end()
      },
      minMs + Math.random() * (maxMs - minMs),
    )
    sockets.add(client)
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
    client.pipe(upstream).pipe(client)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cuts: () => cuts,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

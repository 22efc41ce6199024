import { EventEmitter, once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { BusyConnections } from './busy-connections'

const openServers: http.Server[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const server of openServers.splice(0)) server.closeAllConnections()
})

/** A server whose responses identify the connection. */
async function served(connections: BusyConnections) {
  const numbers = new Map<unknown, number>()
  const handled: string[] = []
  const server = http.createServer((request, response) => {
    if (!connections.onRequest(request, response)) return
    handled.push(request.url ?? '')
    numbers.set(request.socket, numbers.get(request.socket) ?? numbers.size + 1)
    const number = String(numbers.get(request.socket))
    if (request.url === '/late') return void setImmediate(() => response.end(number))
    if (request.url !== '/stream') return void response.end(number)
    response.write(number)
    server.once('end-streams', () => response.end(' end'))
  })
  openServers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    handled,
    port,
    endStreams: () => server.emit('end-streams'),
    /** A client with one connection, which it reopens after a Connection: close. */
    client() {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      return async (path = '/') => {
        const [response] = await once(http.get({ port, path, agent }), 'response')
        const text = Buffer.concat(await response.toArray()).toString()
        return { text, closes: response.headers.connection === 'close' }
      }
    },
  }
}

test('counts a connection as busy from its second request within an interval', async () => {
  const connections = new BusyConnections()
  const { client } = await served(connections)
  const [often, once, never] = [client(), client(), client()]
  await never()
  connections.nextInterval()
  for (const _ of [1, 2, 3]) await often()
  await once()
  expect(connections.nextInterval()).toBe(1)
  await once()
  expect(connections.nextInterval()).toBe(0)
})

test('closes the requested number of busy connections, whose clients reconnect without losing a response', async () => {
  const connections = new BusyConnections()
  const { client } = await served(connections)
  const clients = [client(), client(), client()]
  const rare = client()
  await rare()
  for (const sendRequest of clients) await sendRequest()
  connections.nextInterval()
  connections.closeSome(2)
  expect(await rare()).toEqual({ text: '1', closes: false })
  const answers = []
  for (const _ of [1, 2, 3]) for (const ask of clients) answers.push(await ask())
  expect(answers.filter(({ closes }) => closes).map(({ text }) => text)).toEqual(['2', '3'])
  // Two new connections besides the kept connection.
  expect(answers.slice(-3).map(({ text }) => text)).toEqual(['5', '6', '4'])
})

test('does not close connections with a running stream, or those not closed within the interval', async () => {
  const connections = new BusyConnections()
  const { client, endStreams } = await served(connections)
  const [streaming, other] = [client(), client()]
  await streaming()
  const stream = streaming('/stream')
  await other()
  connections.closeSome(1)
  endStreams()
  expect(await stream).toEqual({ text: '1 end', closes: false })
  connections.nextInterval()
  expect([await other(), await other()]).toEqual([
    { text: '2', closes: false },
    { text: '2', closes: false },
  ])
})

/** A connection that sends raw requests. */
async function rawConnection(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const answers = () => text.split('HTTP/1.1 200').length - 1
  return {
    /** All response headers and bodies so far, once there are `count`. */
    async received(count: number): Promise<string> {
      await expect.poll(answers).toBe(count)
      return text
    },
    answers,
    write: (...requests: string[]) => void socket.write(requests.join('')),
    ended: once(socket, 'end'),
  }
}

const post = (path: string, body = 'content-length: 2\r\n\r\n{}') => `POST ${path} HTTP/1.1\r\nhost: a\r\n${body}`

test.each(['content-length: 100000', 'transfer-encoding: chunked'])(
  'keeps a connection with a body in transit, whose response could be lost: %s',
  async (header) => {
    const connections = new BusyConnections()
    const { port } = await served(connections)
    const { write, received } = await rawConnection(port)
    write(post('/'))
    await received(1)
    connections.closeSome(1)
    write(post('/', `${header}\r\n\r\n`))
    expect(await received(2)).not.toContain('Connection: close')
  },
)

test('answers all pipelined requests', async () => {
  const connections = new BusyConnections()
  const { port } = await served(connections)
  const { write, received } = await rawConnection(port)
  connections.closeSome(1)
  write(post('/late'), post('/late'), post('/late'))
  expect(await received(3)).not.toContain('Connection: close')
})

test('does not handle requests after the last one that is answered', async () => {
  const connections = new BusyConnections()
  const { port, handled } = await served(connections)
  const { write, received, answers, ended } = await rawConnection(port)
  write(post('/first'))
  await received(1)
  connections.closeSome(1)
  write(post('/late'), post('/behind'), post('/behind'))
  expect(await received(2)).toContain('Connection: close')
  await ended
  expect([handled, answers()]).toEqual([['/first', '/late'], 2])
})

test('reports busy connections to the parent, reports once that there are none, and obeys it until the channel closes', () => {
  vi.useFakeTimers()
  const connections = new BusyConnections()
  const received: unknown[] = []
  const child = Object.assign(new EventEmitter(), { send: (message: unknown) => received.push(message) > 0 })
  connections.report(child)
  const request = { socket: new Socket(), headers: {} }
  const takeRequest = () => {
    const response = { shouldKeepAlive: true, socket: request.socket }
    connections.onRequest(request, response)
    return response.shouldKeepAlive
  }
  vi.advanceTimersByTime(1_000)
  expect(received).toEqual([])
  takeRequest()
  takeRequest()
  vi.advanceTimersByTime(1_000)
  expect(received).toEqual([{ busyConnections: 1 }, { busyConnections: 0 }])
  for (const nonsense of ['ready', { close: -1 }, { close: 'all' }, null]) child.emit('message', nonsense)
  expect([takeRequest(), takeRequest()]).toEqual([true, true])
  child.emit('message', { close: 1 })
  expect([takeRequest(), takeRequest()]).toEqual([false, true])
  child.emit('disconnect')
  vi.advanceTimersByTime(1_000)
  expect(received).toHaveLength(2)
})

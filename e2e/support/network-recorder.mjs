// Loaded into the server with --import, including its threads and children: records every connection and every name
// lookup. The file is named in this URL's query, because children do not inherit the environment.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const file = new URL(import.meta.url).searchParams.get('file')
const note = (kind, to) => appendFileSync(file, `${kind} ${to}\n`)

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  const { host, port, path } = typeof first === 'object' && first !== null ? first : { port: first, host: second }
  if (path === undefined) note('connect', `${typeof host === 'string' ? host : 'localhost'} ${port}`)
  return connect.apply(this, given)
}
for (const name of ['send', 'connect']) {
  const original = dgram.Socket.prototype[name]
  dgram.Socket.prototype[name] = function (...given) {
    note('datagram', given.filter((item) => typeof item !== 'object').join(' '))
    return original.apply(this, given)
  }
}
for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(holder)) {
    if (!/^(?:lookup|resolve|reverse)/.test(name) || typeof holder[name] !== 'function') continue
    const original = holder[name]
    holder[name] = function (...given) {
      note('lookup', given[0])
      return original.apply(this, given)
    }
  }
}
syncBuiltinESMExports()
note('started', process.pid)

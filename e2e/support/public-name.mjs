// Loaded into the server with --import: the name in this URL's query resolves to a public address, so that a test without
// a network can let the operator's proxy answer for it.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const name = new URL(import.meta.url).searchParams.get('name')
const address = { address: '198.41.0.4', family: 4 }
const lookup = dns.lookup
dns.lookup = (host, options, callback) => {
  if (host !== name) return lookup(host, options, callback)
  process.nextTick(callback, null, [address])
}
syncBuiltinESMExports()

import 'server-only'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { preparePages } from './prepare-pages'
import { withRequestLocale } from './with-request-locale'

/**
 * Serves the pages of `npm run dev` in a separate process, so that hot reload keeps working while the server restarts (`scripts/dev.mjs`).
 * Reports its port to its parent and ends with it.
 */
process.on('disconnect', () => process.exit(0))
const pages = await preparePages(true)
const server = http.createServer((request, response) => {
  withRequestLocale(request, () => pages.handle(request, response)).catch(() => response.destroy())
})
server.on('upgrade', (...args) => pages.upgrade?.(...args))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))

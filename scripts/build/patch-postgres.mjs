// Fixes for postgres 3.4.9 that are not released yet. Applied when the driver is bundled or tested: docs/contribute/testing.md,
// "The database driver".
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../node24.mjs'

/** The version that the replacements are written for. */
const VERSION = '3.4.9'

/**
 * 1. A write after the connection was closed crashed the process (porsager/postgres#1154, #1208). Now it rejects the
 *    query, as in the pull request #1209.
 * 2. A closed connection kept state of its last use. A cleared timer or buffered bytes: it never wrote again after
 *    reconnecting, or sent the old bytes first. The number of rows of an interrupted result: the next result began with
 *    as many holes. A query that was sent between the error and the close: it was never settled.
 * 3. The callback of a transaction whose connection was lost kept its connection object. The statements that it still
 *    sent ran after the reconnect outside of any transaction, or in that of somebody else. Now they are rejected.
 * 4. A server that closes each new connection, as a proxy without its database does, made the driver connect again
 *    and again without a pause, and its query never ended.
 * 5. A connection that was lost while the driver read the array types, which it does first, was an unhandled rejection.
 * @type {Record<string, [before: string, after: string][]>}
 */
const REPLACEMENTS = {
  'connection.js': [
    [
      `    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x`,
      `    const bytes = chunk
    discardWrites()
    if (socket === null) {
      error(Errors.connection('CONNECTION_CLOSED', options))
      return false
    }
    return socket.write(bytes, fn)
  }

  function discardWrites() {
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null`,
    ],
    [
      `    clearImmediate(nextWriteTimer)
    if (socket) {`,
      `    discardWrites()
    if (socket) {`,
    ],
    [
      `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)`,
      `    discardWrites()
    result = new Result()
    rows = 0
    socket.removeListener('data', data)`,
    ],
    [
      `    if (initial)
      return reconnect()
`,
      `    if (initial && options.host.length > 1)
      return reconnect()
`,
    ],
    [
      `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      `    if (query || initial || sent.length)
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
`,
    ],
    [
      `    \`], [], execute)
    types.forEach(`,
      `    \`], [], execute).catch(() => [])
    types.forEach(`,
    ],
  ],
  'index.js': [
    [
      `    const queue = Queue()
    const c = open.length`,
      `    const queue = Queue()
    let lost = null
    const c = open.length`,
    ],
    [
      `    c.reserved.release = true
`,
      `    c.reserved.release = true
    c.onclose = (error) => {
      lost = error
      while (queue.length)
        queue.shift().reject(error)
    }
`,
    ],
    [
      `    sql.release = () => {
      c.reserved = null`,
      `    sql.release = () => {
      if (lost)
        return
      lost = Errors.connection('CONNECTION_ENDED', options)
      c.onclose = null
      c.reserved = null`,
    ],
    [
      `    function handler(q) {
      c.queue === full
        ? queue.push(q)`,
      `    function handler(q) {
      if (lost)
        return q.reject(lost)
      c.queue === full
        ? queue.push(q)`,
    ],
    [
      `    let savepoints = 0
      , connection`,
      `    let savepoints = 0
      , lost = null
      , connection`,
    ],
    [
      `new Promise((_, reject) => connection.onclose = reject)`,
      `new Promise((_, reject) => connection.onclose = (error) => {
          lost = error
          while (queries.length)
            queries.shift().reject(error)
          reject(error)
        })`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue === full`,
    ],
  ],
}

export const PATCHED = /[\\/]node_modules[\\/]postgres[\\/]src[\\/](connection|index)\.js$/

/** @throws if the driver has another version or its source is not as expected */
export function patchPostgres(file, source) {
  const { version } = JSON.parse(readFileSync(file.replace(/src[\\/][^\\/]+$/, 'package.json'), 'utf8'))
  if (version !== VERSION)
    throw new Error(
      `scripts/build/patch-postgres.mjs was written for postgres ${VERSION}, and ${version} is installed.`,
    )
  const name = PATCHED.exec(file)?.[1]
  let patched = source
  for (const [before, after] of REPLACEMENTS[`${name}.js`]) {
    if (patched.split(before).length !== 2) throw new Error(`postgres/src/${name}.js does not contain once: ${before}`)
    patched = patched.replace(before, () => after)
  }
  return patched
}

/** For esbuild: bundles the driver and patches it. */
export const postgresForEsbuild = {
  name: 'patched-postgres',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^postgres$/ }, () => ({ path: path.join(root, 'node_modules/postgres/src/index.js') }))
    onLoad({ filter: PATCHED }, ({ path: file }) => ({
      contents: patchPostgres(file, readFileSync(file, 'utf8')),
      loader: 'js',
    }))
  },
}

/** For vitest, which has to inline the package. */
export const postgresForVitest = {
  name: 'patched-postgres',
  enforce: 'pre',
  transform(source, id) {
    const file = id.split('?', 1)[0]
    return PATCHED.test(file) ? { code: patchPostgres(file, source), map: null } : null
  },
}

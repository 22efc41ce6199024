/** Parts of the embedded database's package that drizzle's session uses: ids of types that it parses itself. */
export const types = { TIMESTAMP: 1114, TIMESTAMPTZ: 1184, INTERVAL: 1186, DATE: 1082 }

/** Drizzle creates a client only if none is passed; we always pass one. */
export class PGlite {
  constructor() {
    throw new Error('The embedded database runs in a thread of its own.')
  }
}

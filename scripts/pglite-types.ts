/** What drizzle's session takes of the embedded database's package: ids of the types whose text it reads itself. */
export const types = { TIMESTAMP: 1114, TIMESTAMPTZ: 1184, INTERVAL: 1186, DATE: 1082 }

/** Drizzle makes one only where it is given no client; we always give ours. */
export class PGlite {
  constructor() {
    throw new Error('The embedded database runs in a thread of its own.')
  }
}

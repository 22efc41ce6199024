/** Port of `node-delta` events that stream reasoning; no node has a port of that name. */
export const REASONING_PORT = '#reasoning'

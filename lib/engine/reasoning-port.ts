/** Port of the `node-delta` events that stream what a model thinks; no node has a port of that name. */
export const REASONING_PORT = '#reasoning'

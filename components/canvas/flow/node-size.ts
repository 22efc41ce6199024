/** Cards have one width, so that a drawing reads in columns. */
export const NODE_WIDTH = 256
/** Below this zoom names cannot be read: nodes become plain boxes. */
export const PLAIN_ZOOM = 0.4
/** From this many nodes on, only those in view are drawn. */
export const MANY_NODES = 150

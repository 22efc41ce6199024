/** Cards have one width, so that a drawing reads in columns. */
export const NODE_WIDTH = 256
/** Below this zoom names cannot be read: nodes become plain boxes. */
export const PLAIN_ZOOM = 0.4
/** In a large drawing seen from further away than this, even the names are left out. */
export const NAMELESS_ZOOM = 0.2

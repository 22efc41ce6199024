/** All cards have the same width, so that graphs align in columns. */
export const NODE_WIDTH = 256
/** Below this zoom names are unreadable, and nodes become plain boxes. */
export const PLAIN_ZOOM = 0.4
/** Large graphs hide names below this zoom. */
export const NAMELESS_ZOOM = 0.2

/** Below this zoom cards become tiles with their name. */
export const TILE_ZOOM = 0.5
/** Below this zoom a tile is too small for a name. */
export const NAMELESS_ZOOM = 0.15
